import Testing

extension EndToEnd {
  @Suite struct Report {
    @Test func reportNeedsAnEvaluationAndAPlace() throws {
      let place = try Place()
      let unknown = try Precept.run("report 01ABC -o report.html", in: place)
      #expect(unknown.status == 5 && unknown.out.isEmpty)
      #expect(unknown.err.contains("There is no evaluation 01ABC. List the evaluations with"))
      #expect(try Precept.run("report 01ABC", in: place).status == 2)
      let help = try Precept.run("report --help", in: place)
      #expect(help.status == 0 && help.out.contains("--contents"))
    }
  }
}
