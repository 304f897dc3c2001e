package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.WorkingDirectory;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/** Stands in for the constructors of print streams and of archives that name a file. */
// Old constructors and the default character set are what is replaced, for those who still use
// them.
@SuppressWarnings({"DefaultCharset", "JdkObsolete"})
public final class SiteFileTargets {
  private static final WorkingDirectory DIRECTORY = Own.state().workingDirectory();

  private SiteFileTargets() {}

  @Replaces(value = PrintWriter.class, kind = Kind.CONSTRUCTOR)
  public static PrintWriter printWriter(String name) throws FileNotFoundException {
    return new PrintWriter(DIRECTORY.resolve(name));
  }

  @Replaces(value = PrintWriter.class, kind = Kind.CONSTRUCTOR)
  public static PrintWriter printWriter(String name, String charset)
      throws FileNotFoundException, UnsupportedEncodingException {
    return new PrintWriter(DIRECTORY.resolve(name), charset);
  }

  @Replaces(value = PrintWriter.class, kind = Kind.CONSTRUCTOR)
  public static PrintWriter printWriter(String name, Charset charset) throws IOException {
    return new PrintWriter(DIRECTORY.resolve(name), charset);
  }

  @Replaces(value = PrintWriter.class, kind = Kind.CONSTRUCTOR)
  public static PrintWriter printWriter(File file) throws FileNotFoundException {
    return new PrintWriter(DIRECTORY.resolve(file));
  }

  @Replaces(value = PrintWriter.class, kind = Kind.CONSTRUCTOR)
  public static PrintWriter printWriter(File file, String charset)
      throws FileNotFoundException, UnsupportedEncodingException {
    return new PrintWriter(DIRECTORY.resolve(file), charset);
  }

  @Replaces(value = PrintWriter.class, kind = Kind.CONSTRUCTOR)
  public static PrintWriter printWriter(File file, Charset charset) throws IOException {
    return new PrintWriter(DIRECTORY.resolve(file), charset);
  }

  @Replaces(value = PrintStream.class, kind = Kind.CONSTRUCTOR)
  public static PrintStream printStream(String name) throws FileNotFoundException {
    return new PrintStream(DIRECTORY.resolve(name));
  }

  @Replaces(value = PrintStream.class, kind = Kind.CONSTRUCTOR)
  public static PrintStream printStream(String name, String charset)
      throws FileNotFoundException, UnsupportedEncodingException {
    return new PrintStream(DIRECTORY.resolve(name), charset);
  }

  @Replaces(value = PrintStream.class, kind = Kind.CONSTRUCTOR)
  public static PrintStream printStream(String name, Charset charset) throws IOException {
    return new PrintStream(DIRECTORY.resolve(name), charset);
  }

  @Replaces(value = PrintStream.class, kind = Kind.CONSTRUCTOR)
  public static PrintStream printStream(File file) throws FileNotFoundException {
    return new PrintStream(DIRECTORY.resolve(file));
  }

  @Replaces(value = PrintStream.class, kind = Kind.CONSTRUCTOR)
  public static PrintStream printStream(File file, String charset)
      throws FileNotFoundException, UnsupportedEncodingException {
    return new PrintStream(DIRECTORY.resolve(file), charset);
  }

  @Replaces(value = PrintStream.class, kind = Kind.CONSTRUCTOR)
  public static PrintStream printStream(File file, Charset charset) throws IOException {
    return new PrintStream(DIRECTORY.resolve(file), charset);
  }

  @Replaces(value = ZipFile.class, kind = Kind.CONSTRUCTOR)
  public static ZipFile zipFile(String name) throws IOException {
    return new ZipFile(DIRECTORY.resolve(name));
  }

  @Replaces(value = ZipFile.class, kind = Kind.CONSTRUCTOR)
  public static ZipFile zipFile(String name, Charset charset) throws IOException {
    return new ZipFile(DIRECTORY.resolve(name), charset);
  }

  @Replaces(value = ZipFile.class, kind = Kind.CONSTRUCTOR)
  public static ZipFile zipFile(File file) throws IOException {
    return new ZipFile(DIRECTORY.resolve(file));
  }

  @Replaces(value = ZipFile.class, kind = Kind.CONSTRUCTOR)
  public static ZipFile zipFile(File file, int mode) throws IOException {
    return new ZipFile(DIRECTORY.resolve(file), mode);
  }

  @Replaces(value = ZipFile.class, kind = Kind.CONSTRUCTOR)
  public static ZipFile zipFile(File file, Charset charset) throws IOException {
    return new ZipFile(DIRECTORY.resolve(file), charset);
  }

  @Replaces(value = ZipFile.class, kind = Kind.CONSTRUCTOR)
  public static ZipFile zipFile(File file, int mode, Charset charset) throws IOException {
    return new ZipFile(DIRECTORY.resolve(file), mode, charset);
  }

  @Replaces(value = JarFile.class, kind = Kind.CONSTRUCTOR)
  public static JarFile jarFile(String name) throws IOException {
    return new JarFile(DIRECTORY.resolve(name));
  }

  @Replaces(value = JarFile.class, kind = Kind.CONSTRUCTOR)
  public static JarFile jarFile(String name, boolean verify) throws IOException {
    return new JarFile(DIRECTORY.resolve(name), verify);
  }

  @Replaces(value = JarFile.class, kind = Kind.CONSTRUCTOR)
  public static JarFile jarFile(File file) throws IOException {
    return new JarFile(DIRECTORY.resolve(file));
  }

  @Replaces(value = JarFile.class, kind = Kind.CONSTRUCTOR)
  public static JarFile jarFile(File file, boolean verify) throws IOException {
    return new JarFile(DIRECTORY.resolve(file), verify);
  }

  @Replaces(value = JarFile.class, kind = Kind.CONSTRUCTOR)
  public static JarFile jarFile(File file, boolean verify, int mode) throws IOException {
    return new JarFile(DIRECTORY.resolve(file), verify, mode);
  }

  @Replaces(value = JarFile.class, kind = Kind.CONSTRUCTOR)
  public static JarFile jarFile(File file, boolean verify, int mode, Runtime.Version version)
      throws IOException {
    return new JarFile(DIRECTORY.resolve(file), verify, mode, version);
  }
}
