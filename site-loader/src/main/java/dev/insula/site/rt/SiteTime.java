package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.Locales;
import dev.insula.site.state.Zone;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.HijrahDate;
import java.time.chrono.JapaneseDate;
import java.time.chrono.MinguoDate;
import java.time.chrono.ThaiBuddhistDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;

/** Stands in for what {@code java.time} takes from the default zone and locale. */
public final class SiteTime {
  private static final Zone ZONE = Own.state().zone();
  private static final Locales LOCALES = Own.state().locales();

  private SiteTime() {}

  @Replaces({ZoneId.class, ZoneOffset.class})
  public static ZoneId systemDefault() {
    return ZONE.id();
  }

  @Replaces(Clock.class)
  public static Clock systemDefaultZone() {
    return Clock.system(ZONE.id());
  }

  @Replaces(value = LocalDate.class, name = "now")
  public static LocalDate localDate() {
    return LocalDate.now(ZONE.id());
  }

  @Replaces(value = LocalDateTime.class, name = "now")
  public static LocalDateTime localDateTime() {
    return LocalDateTime.now(ZONE.id());
  }

  @Replaces(value = LocalTime.class, name = "now")
  public static LocalTime localTime() {
    return LocalTime.now(ZONE.id());
  }

  @Replaces(value = MonthDay.class, name = "now")
  public static MonthDay monthDay() {
    return MonthDay.now(ZONE.id());
  }

  @Replaces(value = OffsetDateTime.class, name = "now")
  public static OffsetDateTime offsetDateTime() {
    return OffsetDateTime.now(ZONE.id());
  }

  @Replaces(value = OffsetTime.class, name = "now")
  public static OffsetTime offsetTime() {
    return OffsetTime.now(ZONE.id());
  }

  @Replaces(value = Year.class, name = "now")
  public static Year year() {
    return Year.now(ZONE.id());
  }

  @Replaces(value = YearMonth.class, name = "now")
  public static YearMonth yearMonth() {
    return YearMonth.now(ZONE.id());
  }

  @Replaces(value = ZonedDateTime.class, name = "now")
  public static ZonedDateTime zonedDateTime() {
    return ZonedDateTime.now(ZONE.id());
  }

  @Replaces(value = HijrahDate.class, name = "now")
  public static HijrahDate hijrahDate() {
    return HijrahDate.now(ZONE.id());
  }

  @Replaces(value = JapaneseDate.class, name = "now")
  public static JapaneseDate japaneseDate() {
    return JapaneseDate.now(ZONE.id());
  }

  @Replaces(value = MinguoDate.class, name = "now")
  public static MinguoDate minguoDate() {
    return MinguoDate.now(ZONE.id());
  }

  @Replaces(value = ThaiBuddhistDate.class, name = "now")
  public static ThaiBuddhistDate thaiBuddhistDate() {
    return ThaiBuddhistDate.now(ZONE.id());
  }

  @Replaces(DateTimeFormatter.class)
  public static DateTimeFormatter ofPattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, LOCALES.format());
  }

  @Replaces(DateTimeFormatter.class)
  public static DateTimeFormatter ofLocalizedDate(FormatStyle style) {
    return DateTimeFormatter.ofLocalizedDate(style).withLocale(LOCALES.format());
  }

  @Replaces(DateTimeFormatter.class)
  public static DateTimeFormatter ofLocalizedTime(FormatStyle style) {
    return DateTimeFormatter.ofLocalizedTime(style).withLocale(LOCALES.format());
  }

  @Replaces(DateTimeFormatter.class)
  public static DateTimeFormatter ofLocalizedDateTime(FormatStyle style) {
    return DateTimeFormatter.ofLocalizedDateTime(style).withLocale(LOCALES.format());
  }

  @Replaces(DateTimeFormatter.class)
  public static DateTimeFormatter ofLocalizedDateTime(FormatStyle date, FormatStyle time) {
    return DateTimeFormatter.ofLocalizedDateTime(date, time).withLocale(LOCALES.format());
  }

  @Replaces(DateTimeFormatter.class)
  public static DateTimeFormatter ofLocalizedPattern(String template) {
    return DateTimeFormatter.ofLocalizedPattern(template).withLocale(LOCALES.format());
  }

  @Replaces(value = DateTimeFormatterBuilder.class, kind = Kind.VIRTUAL)
  public static DateTimeFormatter toFormatter(DateTimeFormatterBuilder builder) {
    return builder.toFormatter(LOCALES.format());
  }
}
