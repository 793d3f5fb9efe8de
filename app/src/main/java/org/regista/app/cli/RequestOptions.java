package org.regista.app.cli;

import java.time.LocalDate;
import java.util.Optional;
import org.regista.job.result.RequestForm;
import picocli.CommandLine.Option;

/** Who asks for a registration and what for; kept in the record and in the report. */
final class RequestOptions {

  @Option(
      names = "--primary",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Name of the image that stays, as the request form has it.")
  private String primary = "";

  @Option(
      names = "--purpose",
      paramLabel = "P",
      description = "What the registration is for: contour, dose, follow-up or other.")
  private Optional<RequestForm.Purpose> purpose = Optional.empty();

  @Option(
      names = "--region",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "The region that matters, in words.")
  private String region = "";

  @Option(names = "--asked-by", paramLabel = "NAME", defaultValue = "", description = "Who asks.")
  private String askedBy = "";

  @Option(
      names = "--asked-on",
      paramLabel = "DATE",
      description = "When it was asked, as 2026-11-24.")
  private Optional<LocalDate> askedOn = Optional.empty();

  /** Empty if nothing was said. */
  Optional<RequestForm> form() {
    boolean said =
        purpose.isPresent() || askedOn.isPresent() || !(primary + region + askedBy).isBlank();
    return said
        ? Optional.of(
            new RequestForm(
                primary.strip(),
                purpose.orElse(RequestForm.Purpose.OTHER),
                region.strip(),
                askedBy.strip(),
                askedOn.map(LocalDate::toString).orElse("")))
        : Optional.empty();
  }
}
