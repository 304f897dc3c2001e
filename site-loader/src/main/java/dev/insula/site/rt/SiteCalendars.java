package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.Locales;
import dev.insula.site.state.Zone;
import java.time.OffsetDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** Stands in for the default time zone and for the calendars of {@code java.util}. */
// The old date types are what is replaced.
@SuppressWarnings("JavaUtilDate")
public final class SiteCalendars {
  private static final Locales LOCALES = Own.state().locales();
  private static final Zone ZONE = Own.state().zone();

  private SiteCalendars() {}

  @Replaces({TimeZone.class, SimpleTimeZone.class})
  public static TimeZone getDefault() {
    return ZONE.copy();
  }

  @Replaces({TimeZone.class, SimpleTimeZone.class})
  public static void setDefault(@Nullable TimeZone zone) {
    ZONE.replace(zone);
  }

  @Replaces(
      value = {TimeZone.class, SimpleTimeZone.class},
      kind = Kind.VIRTUAL)
  public static String getDisplayName(TimeZone zone) {
    return zone.getDisplayName(LOCALES.display());
  }

  @Replaces(
      value = {TimeZone.class, SimpleTimeZone.class},
      kind = Kind.VIRTUAL)
  public static String getDisplayName(TimeZone zone, boolean daylight, int style) {
    return zone.getDisplayName(daylight, style, LOCALES.display());
  }

  @Replaces({Calendar.class, GregorianCalendar.class})
  public static Calendar getInstance() {
    return Calendar.getInstance(ZONE.copy(), LOCALES.format());
  }

  @Replaces({Calendar.class, GregorianCalendar.class})
  public static Calendar getInstance(TimeZone zone) {
    return Calendar.getInstance(zone, LOCALES.format());
  }

  @Replaces({Calendar.class, GregorianCalendar.class})
  public static Calendar getInstance(Locale locale) {
    return Calendar.getInstance(ZONE.copy(), locale);
  }

  @Replaces(value = GregorianCalendar.class, kind = Kind.CONSTRUCTOR)
  public static GregorianCalendar gregorianCalendar() {
    return new GregorianCalendar(ZONE.copy(), LOCALES.format());
  }

  @Replaces(value = GregorianCalendar.class, kind = Kind.CONSTRUCTOR)
  public static GregorianCalendar gregorianCalendar(TimeZone zone) {
    return new GregorianCalendar(zone, LOCALES.format());
  }

  @Replaces(value = GregorianCalendar.class, kind = Kind.CONSTRUCTOR)
  public static GregorianCalendar gregorianCalendar(Locale locale) {
    return new GregorianCalendar(ZONE.copy(), locale);
  }

  @Replaces(value = GregorianCalendar.class, kind = Kind.CONSTRUCTOR)
  public static GregorianCalendar gregorianCalendar(int year, int month, int day) {
    return gregorianCalendar(year, month, day, 0, 0, 0);
  }

  @Replaces(value = GregorianCalendar.class, kind = Kind.CONSTRUCTOR)
  public static GregorianCalendar gregorianCalendar(
      int year, int month, int day, int hour, int minute) {
    return gregorianCalendar(year, month, day, hour, minute, 0);
  }

  @Replaces(value = GregorianCalendar.class, kind = Kind.CONSTRUCTOR)
  public static GregorianCalendar gregorianCalendar(
      int year, int month, int day, int hour, int minute, int second) {
    GregorianCalendar calendar = gregorianCalendar();
    calendar.clear();
    calendar.set(year, month, day, hour, minute, second);
    return calendar;
  }

  // java.sql.Date, Time and Timestamp are not here: they write themselves differently.
  @Replaces(value = Date.class, name = "toString", kind = Kind.VIRTUAL)
  public static String write(Date date) {
    return date.getClass().equals(Date.class) ? written(date) : date.toString();
  }

  private static String written(Date date) {
    OffsetDateTime time = date.toInstant().atOffset(ZONE.offset(date.toInstant()));
    String zone =
        ZONE.copy().getDisplayName(ZONE.copy().inDaylightTime(date), TimeZone.SHORT, Locale.US);
    return String.format(Locale.US, "%1$ta %1$tb %1$td %1$tT %2$s %1$tY", time, zone);
  }
}
