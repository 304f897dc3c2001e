package dev.insula.probe;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.text.DateFormatSymbols;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Numbers and text, written in the default locale. */
final class TextProbes {
  private static final double NUMBER = 12345.5;

  private final ProbeSet probes;

  TextProbes(ProbeSet probes) {
    this.probes = probes;
  }

  void add() {
    probes.different("format", () -> String.format("%,.1f", NUMBER));
    probes.different("formatted", () -> "%,.1f".formatted(NUMBER));
    probes.different("stream's format", () -> printed(out -> out.format("%,.1f", NUMBER)));
    probes.different("stream's printf", () -> printed(out -> out.printf("%,.1f", NUMBER)));
    probes.different("writer's format", () -> written(out -> out.format("%,.1f", NUMBER)));
    probes.different("writer's printf", () -> written(out -> out.printf("%,.1f", NUMBER)));
    probes.different("message", () -> MessageFormat.format("{0}", NUMBER));
    probes.different(
        "message format", () -> new MessageFormat("{0}").format(new Object[] {NUMBER}));
    Callable<MessageFormat> made = () -> make(MessageFormat::new, "{0}");
    probes.different("message format by reference", () -> made.call().getLocale().toString());
    numbers();
    probes.different("decimal format", () -> new DecimalFormat().format(NUMBER));
    probes.different(
        "decimal format of pattern", () -> new DecimalFormat("#,##0.0").format(NUMBER));
    probes.different(
        "conditional argument",
        () -> new DecimalFormat(probes.who.isEmpty() ? "0" : "#,##0.0").format(NUMBER));
    symbols();
  }

  private static MessageFormat make(
      java.util.function.Function<String, MessageFormat> maker, String pattern) {
    return maker.apply(pattern);
  }

  private void numbers() {
    probes.different("number format", () -> NumberFormat.getInstance().format(NUMBER));
    probes.different("plain number format", () -> NumberFormat.getNumberInstance().format(NUMBER));
    probes.different("integer format", () -> NumberFormat.getIntegerInstance().format(NUMBER));
    probes.different("currency format", () -> NumberFormat.getCurrencyInstance().format(NUMBER));
    probes.different("percent format", () -> NumberFormat.getPercentInstance().format(NUMBER));
    probes.different(
        "compact format", () -> NumberFormat.getCompactNumberInstance().format(NUMBER));
    probes.different("number format by subclass", () -> DecimalFormat.getInstance().format(NUMBER));
  }

  private void symbols() {
    probes.different("decimal symbols", () -> text(DecimalFormatSymbols.getInstance()));
    probes.different("new decimal symbols", () -> text(new DecimalFormatSymbols()));
    probes.different("date symbols", () -> DateFormatSymbols.getInstance().getMonths()[0]);
    probes.different("new date symbols", () -> new DateFormatSymbols().getMonths()[0]);
  }

  private static String text(DecimalFormatSymbols symbols) {
    Currency currency = symbols.getCurrency();
    return symbols.getGroupingSeparator() + "" + symbols.getDecimalSeparator() + currency;
  }

  private static String printed(Consumer<PrintStream> print) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    print.accept(out);
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String written(Consumer<PrintWriter> print) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    print.accept(out);
    out.flush();
    return text.toString();
  }
}
