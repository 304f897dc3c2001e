package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.Zone;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;

/** Stands in for what the dates of {@code java.sql} take from the default zone. */
// The old date types are what is replaced.
@SuppressWarnings("JavaUtilDate")
public final class SiteSqlDates {
  private static final Zone ZONE = Own.state().zone();

  private SiteSqlDates() {}

  private static LocalDateTime local(long millis) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZONE.id());
  }

  private static long millis(LocalDateTime local) {
    return local.atZone(ZONE.id()).toInstant().toEpochMilli();
  }

  @Replaces(value = Timestamp.class, kind = Kind.VIRTUAL)
  public static LocalDateTime toLocalDateTime(Timestamp timestamp) {
    return local(timestamp.getTime()).withNano(timestamp.getNanos());
  }

  @Replaces(Timestamp.class)
  public static Timestamp valueOf(LocalDateTime local) {
    Timestamp timestamp = new Timestamp(millis(local));
    timestamp.setNanos(local.get(ChronoField.NANO_OF_SECOND));
    return timestamp;
  }

  @Replaces(value = Timestamp.class, name = "valueOf")
  public static Timestamp timestamp(String text) {
    return valueOf(Timestamp.valueOf(text).toLocalDateTime());
  }

  @Replaces(value = Timestamp.class, name = "toString", kind = Kind.VIRTUAL)
  public static String write(Timestamp timestamp) {
    return Timestamp.valueOf(toLocalDateTime(timestamp)).toString();
  }

  @Replaces(value = Date.class, kind = Kind.VIRTUAL)
  public static LocalDate toLocalDate(Date date) {
    return local(date.getTime()).toLocalDate();
  }

  @Replaces(Date.class)
  public static Date valueOf(LocalDate local) {
    return new Date(millis(local.atStartOfDay()));
  }

  @Replaces(value = Date.class, name = "valueOf")
  public static Date date(String text) {
    return valueOf(Date.valueOf(text).toLocalDate());
  }

  @Replaces(value = Date.class, name = "toString", kind = Kind.VIRTUAL)
  public static String write(Date date) {
    return toLocalDate(date).toString();
  }

  @Replaces(value = Time.class, kind = Kind.VIRTUAL)
  public static LocalTime toLocalTime(Time time) {
    return local(time.getTime()).toLocalTime();
  }

  @Replaces(Time.class)
  public static Time valueOf(LocalTime local) {
    return new Time(millis(local.withNano(0).atDate(LocalDate.EPOCH)));
  }

  @Replaces(value = Time.class, name = "valueOf")
  public static Time time(String text) {
    return valueOf(Time.valueOf(text).toLocalTime());
  }

  @Replaces(value = Time.class, name = "toString", kind = Kind.VIRTUAL)
  public static String write(Time time) {
    return Time.valueOf(toLocalTime(time)).toString();
  }
}
