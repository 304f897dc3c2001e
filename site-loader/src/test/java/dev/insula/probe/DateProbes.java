package dev.insula.probe;

import java.sql.Time;
import java.sql.Timestamp;
import java.text.DateFormat;
import java.text.DateFormatSymbols;
import java.text.SimpleDateFormat;
import java.time.Clock;
import java.time.Instant;
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
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;

/** The default time zone, and what is written and read by it. */
// The old date types, and times without a named zone, are what is probed.
@SuppressWarnings({"JavaUtilDate", "JavaTimeDefaultTimeZone", "UndefinedEquals"})
final class DateProbes {
  private static final long MOMENT = 1_700_000_000_000L;
  private static final Instant INSTANT = Instant.ofEpochMilli(MOMENT);
  private static final LocalDateTime NOON = LocalDateTime.of(2025, 3, 4, 12, 0, 0, 123_456_789);

  private final ProbeSet probes;

  DateProbes(ProbeSet probes) {
    this.probes = probes;
  }

  void add() {
    zones();
    now();
    chronologies();
    formatters();
    calendars();
    dateFormats();
    simpleDateFormats();
    sqlDates();
    changes();
  }

  private void zones() {
    probes.different("zone", () -> TimeZone.getDefault().getID());
    probes.different("zone id", () -> ZoneId.systemDefault().getId());
    probes.different("clock", () -> Clock.systemDefaultZone().getZone().getId());
    TimeZone berlin = TimeZone.getTimeZone("Europe/Berlin");
    probes.different("zone's name", () -> berlin.getDisplayName());
    probes.different("zone's summer name", () -> berlin.getDisplayName(true, TimeZone.LONG));
  }

  private void now() {
    probes.apart("date now", () -> LocalDate.now().toString());
    probes.apart("day now", () -> MonthDay.now().toString());
    probes.apart("date and time now", () -> "" + LocalDateTime.now().toLocalDate());
    probes.different("zoned now", () -> "" + ZonedDateTime.now().getZone());
    probes.different("offset now", () -> "" + OffsetDateTime.now().getOffset());
    probes.different("offset time now", () -> "" + OffsetTime.now().getOffset());
    probes.same("year now", () -> "" + isNow(Year.now().getValue(), zoned().getYear()));
    probes.same(
        "month now", () -> "" + isNow(YearMonth.now().getMonthValue(), zoned().getMonthValue()));
    probes.same("time now", () -> "" + isNow(LocalTime.now().toSecondOfDay(), secondOfDay()));
  }

  private static ZonedDateTime zoned() {
    return ZonedDateTime.now(TimeZone.getDefault().toZoneId());
  }

  private static int secondOfDay() {
    return zoned().toLocalTime().toSecondOfDay();
  }

  /** The clock may step on between the two readings. */
  private static boolean isNow(int read, int expected) {
    return Math.abs(read - expected) < 60 || Math.abs(read - expected) > 86_340;
  }

  private void chronologies() {
    probes.apart("Hijrah date", () -> HijrahDate.now().toString());
    probes.apart("Japanese date", () -> JapaneseDate.now().toString());
    probes.apart("Minguo date", () -> MinguoDate.now().toString());
    probes.apart("Thai Buddhist date", () -> ThaiBuddhistDate.now().toString());
  }

  private void formatters() {
    ZonedDateTime time = INSTANT.atZone(ZoneOffset.UTC);
    probes.different("pattern", () -> DateTimeFormatter.ofPattern("MMMM EEEE").format(time));
    probes.different(
        "localized date", () -> DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).format(time));
    probes.different(
        "localized time",
        () -> DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM).getLocale().toString());
    probes.different(
        "localized date and time",
        () -> DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG).getLocale().toString());
    probes.different(
        "localized date and time apart",
        () ->
            DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
                .format(time));
    probes.different(
        "localized pattern", () -> DateTimeFormatter.ofLocalizedPattern("yMMMd").format(time));
    probes.different(
        "built",
        () -> new DateTimeFormatterBuilder().appendPattern("MMMM").toFormatter().format(time));
  }

  private void calendars() {
    TimeZone utc = TimeZone.getTimeZone("UTC");
    probes.different("calendar", () -> Calendar.getInstance().getTimeZone().getID());
    probes.different("calendar of locale", () -> zone(Calendar.getInstance(Locale.US)));
    probes.different("calendar of zone", () -> week(Calendar.getInstance(utc)));
    probes.different("calendar by subclass", () -> zone(GregorianCalendar.getInstance()));
    probes.different("Gregorian calendar", () -> zone(new GregorianCalendar()));
    probes.different("Gregorian calendar of zone", () -> week(new GregorianCalendar(utc)));
    probes.different("Gregorian calendar of locale", () -> zone(new GregorianCalendar(Locale.US)));
    probes.different("Gregorian day", () -> millis(new GregorianCalendar(2025, 2, 4)));
    probes.different("Gregorian minute", () -> millis(new GregorianCalendar(2025, 2, 4, 5, 6)));
    probes.different("Gregorian second", () -> millis(new GregorianCalendar(2025, 2, 4, 5, 6, 7)));
    probes.different("date's text", () -> new Date(MOMENT).toString());
  }

  private static String zone(Calendar calendar) {
    return calendar.getTimeZone().getID();
  }

  /** Sunday and one day in the United States, Monday and four in Lithuania, one in Turkey. */
  private static String week(Calendar calendar) {
    return calendar.getFirstDayOfWeek() + "/" + calendar.getMinimalDaysInFirstWeek();
  }

  private static String millis(Calendar calendar) {
    return "" + calendar.getTimeInMillis();
  }

  private void dateFormats() {
    int full = DateFormat.FULL;
    Locale us = Locale.US;
    formatted("any", DateFormat::getInstance);
    formatted("date", DateFormat::getDateInstance);
    formatted("date of style", () -> DateFormat.getDateInstance(full));
    formatted("date of locale", () -> DateFormat.getDateInstance(full, us));
    formatted("time", DateFormat::getTimeInstance);
    formatted("time of style", () -> DateFormat.getTimeInstance(full));
    formatted("time of locale", () -> DateFormat.getTimeInstance(full, us));
    formatted("both", DateFormat::getDateTimeInstance);
    formatted("both of style", () -> DateFormat.getDateTimeInstance(full, full));
    formatted("both of locale", () -> DateFormat.getDateTimeInstance(full, full, us));
    formatted("by subclass", SimpleDateFormat::getInstance);
  }

  private void formatted(String name, java.util.concurrent.Callable<DateFormat> format) {
    probes.different("date format: " + name, () -> text(format.call()));
  }

  private static String text(DateFormat format) {
    return format.format(new Date(MOMENT)) + format.getTimeZone().getID();
  }

  private void simpleDateFormats() {
    DateFormatSymbols symbols = DateFormatSymbols.getInstance(Locale.US);
    formatted("simple", () -> new SimpleDateFormat());
    formatted("simple by reference", SimpleDateFormat::new);
    formatted("simple of pattern", () -> new SimpleDateFormat("MMMM HH"));
    formatted("simple of locale", () -> new SimpleDateFormat("MMMM dd HH", Locale.US));
    formatted("simple of symbols", () -> new SimpleDateFormat("MMMM dd HH", symbols));
  }

  private void sqlDates() {
    Timestamp timestamp = new Timestamp(MOMENT);
    timestamp.setNanos(987_654_321);
    probes.different("timestamp's text", () -> timestamp.toString());
    probes.different("timestamp to local", () -> timestamp.toLocalDateTime().toString());
    probes.different("timestamp of local", () -> "" + Timestamp.valueOf(NOON).getTime());
    probes.different(
        "timestamp of text", () -> "" + Timestamp.valueOf("2025-03-04 12:00:00").getTime());
    java.sql.Date date = new java.sql.Date(MOMENT);
    probes.apart("SQL date's text", () -> date.toString());
    probes.apart("SQL date to local", () -> date.toLocalDate().toString());
    probes.different(
        "SQL date of local", () -> "" + java.sql.Date.valueOf(NOON.toLocalDate()).getTime());
    probes.different("SQL date of text", () -> "" + java.sql.Date.valueOf("2025-03-04").getTime());
    Time time = new Time(MOMENT);
    probes.apart("SQL time's text", () -> time.toString());
    probes.apart("SQL time to local", () -> time.toLocalTime().toString());
    probes.different("SQL time of local", () -> "" + Time.valueOf(NOON.toLocalTime()).getTime());
    probes.different("SQL time of text", () -> "" + Time.valueOf("12:00:00").getTime());
  }

  private void changes() {
    String other = probes.who.equals("alpha") ? "Asia/Tokyo" : "America/Chicago";
    probes.apart(
        "set zone",
        () -> TimeZone.setDefault(TimeZone.getTimeZone(other)),
        () -> ZoneId.systemDefault() + TimeZone.getDefault().getID());
    probes.different(
        "set zone back",
        () -> TimeZone.setDefault(null),
        () -> ZoneId.systemDefault() + TimeZone.getDefault().getID());
  }
}
