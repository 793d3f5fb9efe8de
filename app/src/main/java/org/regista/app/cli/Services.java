package org.regista.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.regista.job.Extensions;
import org.regista.job.ResultDocuments;
import org.regista.job.result.RegistrationRecord;
import org.regista.register.Cancellation;
import org.regista.study.UserFolders;

/**
 * What the commands work with; made by {@code Main}.
 *
 * @param documents writes reports and pictures into result folders
 * @param program what this is, for {@code --version} and for records
 * @param folders where this user's settings and studies are
 * @param window opens the workstation
 * @param cancellation is requested when the process is interrupted
 */
public record Services(
    Extensions extensions,
    ResultDocuments documents,
    RegistrationRecord.Program program,
    UserFolders folders,
    Window window,
    Cancellation cancellation) {

  /** The workstation, of which the command line knows only this. */
  @FunctionalInterface
  public interface Window {

    /**
     * Opens the window; returns when it is closed.
     *
     * @param start a result folder, or two images, or nothing
     * @param work where work in progress is kept, if not in the usual place
     */
    void open(List<Path> start, Optional<Path> work);
  }
}
