package dev.insula.site.state;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZonedDateTime;
import java.util.IllegalFormatException;
import java.util.Objects;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * The JDK's simple log format in the site's locale and zone, with the site's own pattern if any.
 */
final class SiteFormatter extends SimpleFormatter {
  private static final String KEY = "java.util.logging.SimpleFormatter.format";
  private static final String STANDARD =
      "%1$tb %1$td, %1$tY %1$tl:%1$tM:%1$tS %1$Tp %2$s%n%4$s: %5$s%6$s%n";

  private final SiteState site;

  SiteFormatter(SiteState site) {
    this.site = site;
  }

  @Override
  public String format(LogRecord record) {
    Object[] values = {
      ZonedDateTime.ofInstant(record.getInstant(), site.zone().id()),
      source(record),
      Objects.requireNonNullElse(record.getLoggerName(), ""),
      record.getLevel().getLocalizedName(),
      formatMessage(record),
      stackTrace(record)
    };
    try {
      return String.format(site.locales().format(), pattern(), values);
    } catch (IllegalFormatException e) {
      return String.format(site.locales().format(), STANDARD, values);
    }
  }

  private String pattern() {
    String own = site.properties().value(KEY);
    if (own == null) {
      own = site.logging().manager().getProperty(KEY);
    }
    return own == null ? STANDARD : own;
  }

  private static String source(LogRecord record) {
    String type = record.getSourceClassName();
    if (type == null) {
      return Objects.requireNonNullElse(record.getLoggerName(), "");
    }
    String method = record.getSourceMethodName();
    return method == null ? type : type + " " + method;
  }

  private static String stackTrace(LogRecord record) {
    Throwable thrown = record.getThrown();
    if (thrown == null) {
      return "";
    }
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    writer.println();
    thrown.printStackTrace(writer);
    writer.flush();
    return text.toString();
  }
}
