import ArgumentParser
@main struct Precept: ParsableCommand { func run() { } }
