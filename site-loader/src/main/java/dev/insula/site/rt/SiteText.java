package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.Locales;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.text.ChoiceFormat;
import java.text.CompactNumberFormat;
import java.text.DateFormatSymbols;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.text.NumberFormat;
import org.jspecify.annotations.Nullable;

/** Stands in for the writing of text and numbers in the default locale. */
// Formats come from the caller, who was to give constant ones.
@SuppressWarnings({"AnnotateFormatMethod", "FormatStringAnnotation"})
public final class SiteText {
  private static final Locales LOCALES = Own.state().locales();

  private SiteText() {}

  @Replaces(String.class)
  public static String format(String format, @Nullable Object... values) {
    return String.format(LOCALES.format(), format, values);
  }

  @Replaces(value = String.class, kind = Kind.VIRTUAL)
  public static String formatted(String format, @Nullable Object... values) {
    return String.format(LOCALES.format(), format, values);
  }

  @Replaces(value = PrintStream.class, kind = Kind.VIRTUAL)
  public static PrintStream format(PrintStream out, String format, @Nullable Object... values) {
    return out.format(LOCALES.format(), format, values);
  }

  @Replaces(value = PrintStream.class, kind = Kind.VIRTUAL)
  public static PrintStream printf(PrintStream out, String format, @Nullable Object... values) {
    return out.printf(LOCALES.format(), format, values);
  }

  @Replaces(value = PrintWriter.class, kind = Kind.VIRTUAL)
  public static PrintWriter format(PrintWriter out, String format, @Nullable Object... values) {
    return out.format(LOCALES.format(), format, values);
  }

  @Replaces(value = PrintWriter.class, kind = Kind.VIRTUAL)
  public static PrintWriter printf(PrintWriter out, String format, @Nullable Object... values) {
    return out.printf(LOCALES.format(), format, values);
  }

  @Replaces(value = MessageFormat.class, name = "format")
  public static String message(String pattern, @Nullable Object... values) {
    return messageFormat(pattern).format(values);
  }

  @Replaces(value = MessageFormat.class, kind = Kind.CONSTRUCTOR)
  public static MessageFormat messageFormat(String pattern) {
    return new MessageFormat(pattern, LOCALES.format());
  }

  @Replaces({
    NumberFormat.class,
    DecimalFormat.class,
    CompactNumberFormat.class,
    ChoiceFormat.class
  })
  public static NumberFormat getInstance() {
    return NumberFormat.getInstance(LOCALES.format());
  }

  @Replaces({
    NumberFormat.class,
    DecimalFormat.class,
    CompactNumberFormat.class,
    ChoiceFormat.class
  })
  public static NumberFormat getNumberInstance() {
    return NumberFormat.getNumberInstance(LOCALES.format());
  }

  @Replaces({
    NumberFormat.class,
    DecimalFormat.class,
    CompactNumberFormat.class,
    ChoiceFormat.class
  })
  public static NumberFormat getIntegerInstance() {
    return NumberFormat.getIntegerInstance(LOCALES.format());
  }

  @Replaces({
    NumberFormat.class,
    DecimalFormat.class,
    CompactNumberFormat.class,
    ChoiceFormat.class
  })
  public static NumberFormat getCurrencyInstance() {
    return NumberFormat.getCurrencyInstance(LOCALES.format());
  }

  @Replaces({
    NumberFormat.class,
    DecimalFormat.class,
    CompactNumberFormat.class,
    ChoiceFormat.class
  })
  public static NumberFormat getPercentInstance() {
    return NumberFormat.getPercentInstance(LOCALES.format());
  }

  @Replaces({
    NumberFormat.class,
    DecimalFormat.class,
    CompactNumberFormat.class,
    ChoiceFormat.class
  })
  public static NumberFormat getCompactNumberInstance() {
    return NumberFormat.getCompactNumberInstance(LOCALES.format(), NumberFormat.Style.SHORT);
  }

  @Replaces(value = DecimalFormat.class, kind = Kind.CONSTRUCTOR)
  public static DecimalFormat decimalFormat() {
    NumberFormat standard = NumberFormat.getNumberInstance(LOCALES.format());
    return standard instanceof DecimalFormat decimal
        ? decimal
        : new DecimalFormat("#,##0.###", decimalFormatSymbols());
  }

  @Replaces(value = DecimalFormat.class, kind = Kind.CONSTRUCTOR)
  public static DecimalFormat decimalFormat(String pattern) {
    return new DecimalFormat(pattern, decimalFormatSymbols());
  }

  @Replaces(value = DecimalFormatSymbols.class, kind = Kind.CONSTRUCTOR)
  public static DecimalFormatSymbols decimalFormatSymbols() {
    return DecimalFormatSymbols.getInstance(LOCALES.format());
  }

  @Replaces(value = DecimalFormatSymbols.class, name = "getInstance")
  public static DecimalFormatSymbols decimalSymbols() {
    return decimalFormatSymbols();
  }

  @Replaces(value = DateFormatSymbols.class, kind = Kind.CONSTRUCTOR)
  public static DateFormatSymbols dateFormatSymbols() {
    return DateFormatSymbols.getInstance(LOCALES.format());
  }

  @Replaces(value = DateFormatSymbols.class, name = "getInstance")
  public static DateFormatSymbols dateSymbols() {
    return dateFormatSymbols();
  }
}
