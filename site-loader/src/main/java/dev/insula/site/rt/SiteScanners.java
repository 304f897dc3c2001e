package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.Locales;
import dev.insula.site.state.WorkingDirectory;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Scanner;

/** Stands in for the constructors of {@code java.util.Scanner}: default locale, relative files. */
// The JVM's default character set is part of the contract of what is replaced.
@SuppressWarnings({"DefaultCharset", "JdkObsolete"})
public final class SiteScanners {
  private static final WorkingDirectory DIRECTORY = Own.state().workingDirectory();
  private static final Locales LOCALES = Own.state().locales();

  private SiteScanners() {}

  @Replaces(value = Scanner.class, kind = Kind.CONSTRUCTOR)
  public static Scanner scanner(Readable source) {
    return inLocale(new Scanner(source));
  }

  @Replaces(value = Scanner.class, kind = Kind.CONSTRUCTOR)
  public static Scanner scanner(InputStream source) {
    return inLocale(new Scanner(source));
  }

  @Replaces(value = Scanner.class, kind = Kind.CONSTRUCTOR)
  public static Scanner scanner(InputStream source, String charset) {
    return inLocale(new Scanner(source, charset));
  }

  @Replaces(value = Scanner.class, kind = Kind.CONSTRUCTOR)
  public static Scanner scanner(InputStream source, Charset charset) {
    return inLocale(new Scanner(source, charset));
  }

  @Replaces(value = Scanner.class, kind = Kind.CONSTRUCTOR)
  public static Scanner scanner(File source) throws FileNotFoundException {
    return inLocale(new Scanner(DIRECTORY.resolve(source)));
  }

  @Replaces(value = Scanner.class, kind = Kind.CONSTRUCTOR)
  public static Scanner scanner(File source, String charset) throws FileNotFoundException {
    return inLocale(new Scanner(DIRECTORY.resolve(source), charset));
  }

  @Replaces(value = Scanner.class, kind = Kind.CONSTRUCTOR)
  public static Scanner scanner(File source, Charset charset) throws IOException {
    return inLocale(new Scanner(DIRECTORY.resolve(source), charset));
  }

  @Replaces(value = Scanner.class, kind = Kind.CONSTRUCTOR)
  public static Scanner scanner(Path source) throws IOException {
    return inLocale(new Scanner(DIRECTORY.resolve(source)));
  }

  @Replaces(value = Scanner.class, kind = Kind.CONSTRUCTOR)
  public static Scanner scanner(Path source, String charset) throws IOException {
    return inLocale(new Scanner(DIRECTORY.resolve(source), charset));
  }

  @Replaces(value = Scanner.class, kind = Kind.CONSTRUCTOR)
  public static Scanner scanner(Path source, Charset charset) throws IOException {
    return inLocale(new Scanner(DIRECTORY.resolve(source), charset));
  }

  @Replaces(value = Scanner.class, kind = Kind.CONSTRUCTOR)
  public static Scanner scanner(String source) {
    return inLocale(new Scanner(source));
  }

  @Replaces(value = Scanner.class, kind = Kind.CONSTRUCTOR)
  public static Scanner scanner(ReadableByteChannel source) {
    return inLocale(new Scanner(source));
  }

  @Replaces(value = Scanner.class, kind = Kind.CONSTRUCTOR)
  public static Scanner scanner(ReadableByteChannel source, String charset) {
    return inLocale(new Scanner(source, charset));
  }

  @Replaces(value = Scanner.class, kind = Kind.CONSTRUCTOR)
  public static Scanner scanner(ReadableByteChannel source, Charset charset) {
    return inLocale(new Scanner(source, charset));
  }

  private static Scanner inLocale(Scanner scanner) {
    return scanner.useLocale(LOCALES.format());
  }

  @Replaces(value = Scanner.class, kind = Kind.VIRTUAL)
  public static Scanner reset(Scanner scanner) {
    return inLocale(scanner.reset());
  }
}
