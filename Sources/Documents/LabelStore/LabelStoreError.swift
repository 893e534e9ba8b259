import Foundation
import GRDB

/// Why a project's labels cannot be read or written.
public enum LabelStoreError: Error, Equatable, CustomStringConvertible {
  case noProject(String)
  case noPages(project: String)
  case otherTaxonomy(project: String, existing: String, wanted: String)
  case cannotCreate(project: String, reason: String)
  case newer(project: String)
  case notADatabase(project: String)
  case readOnly(project: String)
  case diskFull(project: String)
  case busy(project: String)
  case refused(page: String, reason: String)
  case other(project: String, reason: String)

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .noProject(let project):
      "\(project): no labels here: make them with 'galley label INPUT --project \(project)'"
    case .noPages(let project):
      "\(project): holds no labelled page yet: run 'galley label INPUT --project \(project)'"
    case .otherTaxonomy(let project, let existing, let wanted):
      existing == wanted
        ? "\(project): is labelled with other classes under the name '\(existing)': use another "
          + "project folder, or the taxonomy as it was"
        : "\(project): is labelled with the classes of '\(existing)': use --taxonomy \(existing), "
          + "or another project folder for '\(wanted)'"
    case .cannotCreate(let project, let reason): "\(project): cannot be made: \(reason)"
    case .newer(let project):
      "\(project): was written by a newer galley: update this one, or use another project folder"
    case .notADatabase(let project):
      "\(project)/galley.sqlite: is damaged or no label store: move it away and label again"
    case .readOnly(let project): "\(project): cannot be written: check its permissions"
    case .diskFull(let project):
      "\(project): the disk is full: make room and run the same command again to go on"
    case .busy(let project):
      "\(project): another program keeps it locked: wait for it, then run the command again"
    case .refused(let page, let reason): "\(page): \(reason)"
    case .other(let project, let reason): "\(project): \(reason)"
    }
  }

  /// The case for an error of the database below.
  static func from(_ error: any Error, project: URL) -> LabelStoreError {
    if let error = error as? LabelStoreError { return error }
    guard let error = error as? DatabaseError else {
      return .other(project: project.path, reason: error.localizedDescription)
    }
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT: return .notADatabase(project: project.path)
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: return .readOnly(project: project.path)
    case .SQLITE_FULL: return .diskFull(project: project.path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy(project: project.path)
    default: return .other(project: project.path, reason: error.message ?? "\(error)")
    }
  }
}
