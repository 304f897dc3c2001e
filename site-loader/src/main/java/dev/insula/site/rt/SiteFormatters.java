package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.Locales;
import dev.insula.site.state.WorkingDirectory;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.util.Formatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the constructors of {@code java.util.Formatter}: default locale, relative files.
 */
// The JVM's default character set is part of the contract of what is replaced.
@SuppressWarnings({"DefaultCharset", "JdkObsolete"})
public final class SiteFormatters {
  private static final WorkingDirectory DIRECTORY = Own.state().workingDirectory();
  private static final Locales LOCALES = Own.state().locales();

  private SiteFormatters() {}

  @Replaces(value = Formatter.class, kind = Kind.CONSTRUCTOR)
  public static Formatter formatter() {
    return new Formatter(LOCALES.format());
  }

  @Replaces(value = Formatter.class, kind = Kind.CONSTRUCTOR)
  public static Formatter formatter(@Nullable Appendable target) {
    return new Formatter(target, LOCALES.format());
  }

  @Replaces(value = Formatter.class, kind = Kind.CONSTRUCTOR)
  public static Formatter formatter(PrintStream target) {
    return new Formatter(target, LOCALES.format());
  }

  @Replaces(value = Formatter.class, kind = Kind.CONSTRUCTOR)
  public static Formatter formatter(OutputStream target) {
    return new Formatter(target, Charset.defaultCharset(), LOCALES.format());
  }

  @Replaces(value = Formatter.class, kind = Kind.CONSTRUCTOR)
  public static Formatter formatter(OutputStream target, String charset)
      throws UnsupportedEncodingException {
    return new Formatter(target, charset, LOCALES.format());
  }

  @Replaces(value = Formatter.class, kind = Kind.CONSTRUCTOR)
  public static Formatter formatter(String name) throws IOException {
    return new Formatter(DIRECTORY.resolve(name), Charset.defaultCharset(), LOCALES.format());
  }

  @Replaces(value = Formatter.class, kind = Kind.CONSTRUCTOR)
  public static Formatter formatter(String name, String charset)
      throws FileNotFoundException, UnsupportedEncodingException {
    return new Formatter(DIRECTORY.resolve(name), charset, LOCALES.format());
  }

  @Replaces(value = Formatter.class, kind = Kind.CONSTRUCTOR)
  public static Formatter formatter(String name, String charset, @Nullable Locale locale)
      throws FileNotFoundException, UnsupportedEncodingException {
    return new Formatter(DIRECTORY.resolve(name), charset, locale);
  }

  @Replaces(value = Formatter.class, kind = Kind.CONSTRUCTOR)
  public static Formatter formatter(String name, Charset charset, @Nullable Locale locale)
      throws IOException {
    return new Formatter(DIRECTORY.resolve(name), charset, locale);
  }

  @Replaces(value = Formatter.class, kind = Kind.CONSTRUCTOR)
  public static Formatter formatter(File file) throws IOException {
    return new Formatter(DIRECTORY.resolve(file), Charset.defaultCharset(), LOCALES.format());
  }

  @Replaces(value = Formatter.class, kind = Kind.CONSTRUCTOR)
  public static Formatter formatter(File file, String charset)
      throws FileNotFoundException, UnsupportedEncodingException {
    return new Formatter(DIRECTORY.resolve(file), charset, LOCALES.format());
  }

  @Replaces(value = Formatter.class, kind = Kind.CONSTRUCTOR)
  public static Formatter formatter(File file, String charset, @Nullable Locale locale)
      throws FileNotFoundException, UnsupportedEncodingException {
    return new Formatter(DIRECTORY.resolve(file), charset, locale);
  }

  @Replaces(value = Formatter.class, kind = Kind.CONSTRUCTOR)
  public static Formatter formatter(File file, Charset charset, @Nullable Locale locale)
      throws IOException {
    return new Formatter(DIRECTORY.resolve(file), charset, locale);
  }
}
