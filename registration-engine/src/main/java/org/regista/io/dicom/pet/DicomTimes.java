package org.regista.io.dicom.pet;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times as DICOM writes them (PS3.5 6.2: DA, TM, DT), also with the old separators. */
public final class DicomTimes {

  private static final Pattern DATE = Pattern.compile("(\\d{4})[.-]?(\\d{2})[.-]?(\\d{2})");
  private static final Pattern TIME =
      Pattern.compile("(\\d{2}):?(?:(\\d{2}):?(?:(\\d{2})(?:\\.(\\d{1,6}))?)?)?");

  /** An offset from UTC may follow; it is left out, since all other times of a file are local. */
  private static final Pattern DATE_TIME =
      Pattern.compile("(\\d{8})(\\d{2,6}(?:\\.\\d{1,6})?)(?:[+-]\\d{4})?");

  private DicomTimes() {}

  public static Optional<LocalDateTime> of(String date, String time) {
    return date(date).flatMap(d -> time(time).map(d::atTime));
  }

  public static Optional<LocalDateTime> dateTime(String text) {
    Matcher parts = DATE_TIME.matcher(text.strip());
    return parts.matches() ? of(parts.group(1), parts.group(2)) : Optional.empty();
  }

  private static Optional<LocalDate> date(String text) {
    Matcher parts = DATE.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3)));
    } catch (DateTimeException e) {
      return Optional.empty(); // the 30th of February is no date
    }
  }

  public static Optional<LocalTime> time(String text) {
    Matcher parts = TIME.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    String fraction = parts.group(4);
    int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
    try {
      return Optional.of(
          LocalTime.of(number(parts, 1), number(parts, 2), Math.min(59, number(parts, 3)), nanos));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(Matcher parts, int group) {
    String text = parts.group(group);
    return text == null ? 0 : Integer.parseInt(text);
  }
}
