package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.Locales;
import dev.insula.site.state.Zone;
import java.text.DateFormat;
import java.text.DateFormatSymbols;
import java.text.SimpleDateFormat;
import java.util.Locale;

/** Stands in for the date formats of {@code java.text}: default locale and default zone. */
public final class SiteDates {
  private static final Locales LOCALES = Own.state().locales();
  private static final Zone ZONE = Own.state().zone();

  private SiteDates() {}

  private static <F extends DateFormat> F inZone(F format) {
    format.setTimeZone(ZONE.copy());
    return format;
  }

  @Replaces({DateFormat.class, SimpleDateFormat.class})
  public static DateFormat getInstance() {
    return getDateTimeInstance(DateFormat.SHORT, DateFormat.SHORT);
  }

  @Replaces({DateFormat.class, SimpleDateFormat.class})
  public static DateFormat getDateInstance() {
    return getDateInstance(DateFormat.DEFAULT);
  }

  @Replaces({DateFormat.class, SimpleDateFormat.class})
  public static DateFormat getDateInstance(int style) {
    return getDateInstance(style, LOCALES.format());
  }

  @Replaces({DateFormat.class, SimpleDateFormat.class})
  public static DateFormat getDateInstance(int style, Locale locale) {
    return inZone(DateFormat.getDateInstance(style, locale));
  }

  @Replaces({DateFormat.class, SimpleDateFormat.class})
  public static DateFormat getTimeInstance() {
    return getTimeInstance(DateFormat.DEFAULT);
  }

  @Replaces({DateFormat.class, SimpleDateFormat.class})
  public static DateFormat getTimeInstance(int style) {
    return getTimeInstance(style, LOCALES.format());
  }

  @Replaces({DateFormat.class, SimpleDateFormat.class})
  public static DateFormat getTimeInstance(int style, Locale locale) {
    return inZone(DateFormat.getTimeInstance(style, locale));
  }

  @Replaces({DateFormat.class, SimpleDateFormat.class})
  public static DateFormat getDateTimeInstance() {
    return getDateTimeInstance(DateFormat.DEFAULT, DateFormat.DEFAULT);
  }

  @Replaces({DateFormat.class, SimpleDateFormat.class})
  public static DateFormat getDateTimeInstance(int dateStyle, int timeStyle) {
    return getDateTimeInstance(dateStyle, timeStyle, LOCALES.format());
  }

  @Replaces({DateFormat.class, SimpleDateFormat.class})
  public static DateFormat getDateTimeInstance(int dateStyle, int timeStyle, Locale locale) {
    return inZone(DateFormat.getDateTimeInstance(dateStyle, timeStyle, locale));
  }

  @Replaces(value = SimpleDateFormat.class, kind = Kind.CONSTRUCTOR)
  public static SimpleDateFormat simpleDateFormat() {
    DateFormat standard = getInstance();
    return standard instanceof SimpleDateFormat simple ? simple : simpleDateFormat("");
  }

  @Replaces(value = SimpleDateFormat.class, kind = Kind.CONSTRUCTOR)
  public static SimpleDateFormat simpleDateFormat(String pattern) {
    return simpleDateFormat(pattern, LOCALES.format());
  }

  @Replaces(value = SimpleDateFormat.class, kind = Kind.CONSTRUCTOR)
  public static SimpleDateFormat simpleDateFormat(String pattern, Locale locale) {
    return inZone(new SimpleDateFormat(pattern, locale));
  }

  @Replaces(value = SimpleDateFormat.class, kind = Kind.CONSTRUCTOR)
  public static SimpleDateFormat simpleDateFormat(String pattern, DateFormatSymbols symbols) {
    SimpleDateFormat format = simpleDateFormat(pattern);
    format.setDateFormatSymbols(symbols);
    return format;
  }
}
