import Synchronization
import Workspace

/// Says to other Precepts which policy is open here, as long as it is.
final class EditingClaims: Sendable {
  private let held = Mutex<(key: String, claim: EditingClaim)?>(nil)

  /// Claims a policy in place of the one before.
  ///
  /// - Returns: false where another Precept has it.
  func claim(_ key: String, in workspace: Workspace) -> Bool {
    held.withLock { held in
      if held?.key == key { return true }
      held = nil
      do {
        guard let claim = try workspace.claimEditing(key) else { return false }
        held = (key, claim)
        return true
      } catch {
        // Where nothing can be written there is nothing to claim either.
        return true
      }
    }
  }
}
