package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.WorkingDirectory;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;

/** Stands in for the constructors of the file streams of {@code java.io}. */
// The JVM's default character set is part of the contract of what is replaced.
@SuppressWarnings("DefaultCharset")
public final class SiteFileStreams {
  private static final WorkingDirectory DIRECTORY = Own.state().workingDirectory();

  private SiteFileStreams() {}

  @Replaces(value = FileInputStream.class, kind = Kind.CONSTRUCTOR)
  public static FileInputStream fileInputStream(String name) throws FileNotFoundException {
    return new FileInputStream(DIRECTORY.resolve(name));
  }

  @Replaces(value = FileInputStream.class, kind = Kind.CONSTRUCTOR)
  public static FileInputStream fileInputStream(File file) throws FileNotFoundException {
    return new FileInputStream(DIRECTORY.resolve(file));
  }

  @Replaces(value = FileOutputStream.class, kind = Kind.CONSTRUCTOR)
  public static FileOutputStream fileOutputStream(String name) throws FileNotFoundException {
    return new FileOutputStream(DIRECTORY.resolve(name));
  }

  @Replaces(value = FileOutputStream.class, kind = Kind.CONSTRUCTOR)
  public static FileOutputStream fileOutputStream(String name, boolean append)
      throws FileNotFoundException {
    return new FileOutputStream(DIRECTORY.resolve(name), append);
  }

  @Replaces(value = FileOutputStream.class, kind = Kind.CONSTRUCTOR)
  public static FileOutputStream fileOutputStream(File file) throws FileNotFoundException {
    return new FileOutputStream(DIRECTORY.resolve(file));
  }

  @Replaces(value = FileOutputStream.class, kind = Kind.CONSTRUCTOR)
  public static FileOutputStream fileOutputStream(File file, boolean append)
      throws FileNotFoundException {
    return new FileOutputStream(DIRECTORY.resolve(file), append);
  }

  @Replaces(value = RandomAccessFile.class, kind = Kind.CONSTRUCTOR)
  public static RandomAccessFile randomAccessFile(String name, String mode)
      throws FileNotFoundException {
    return new RandomAccessFile(DIRECTORY.resolve(name), mode);
  }

  @Replaces(value = RandomAccessFile.class, kind = Kind.CONSTRUCTOR)
  public static RandomAccessFile randomAccessFile(File file, String mode)
      throws FileNotFoundException {
    return new RandomAccessFile(DIRECTORY.resolve(file), mode);
  }

  @Replaces(value = FileReader.class, kind = Kind.CONSTRUCTOR)
  public static FileReader fileReader(String name) throws FileNotFoundException {
    return new FileReader(DIRECTORY.resolve(name));
  }

  @Replaces(value = FileReader.class, kind = Kind.CONSTRUCTOR)
  public static FileReader fileReader(File file) throws FileNotFoundException {
    return new FileReader(DIRECTORY.resolve(file));
  }

  @Replaces(value = FileReader.class, kind = Kind.CONSTRUCTOR)
  public static FileReader fileReader(String name, Charset charset) throws IOException {
    return new FileReader(DIRECTORY.resolve(name), charset);
  }

  @Replaces(value = FileReader.class, kind = Kind.CONSTRUCTOR)
  public static FileReader fileReader(File file, Charset charset) throws IOException {
    return new FileReader(DIRECTORY.resolve(file), charset);
  }

  @Replaces(value = FileWriter.class, kind = Kind.CONSTRUCTOR)
  public static FileWriter fileWriter(String name) throws IOException {
    return new FileWriter(DIRECTORY.resolve(name));
  }

  @Replaces(value = FileWriter.class, kind = Kind.CONSTRUCTOR)
  public static FileWriter fileWriter(String name, boolean append) throws IOException {
    return new FileWriter(DIRECTORY.resolve(name), append);
  }

  @Replaces(value = FileWriter.class, kind = Kind.CONSTRUCTOR)
  public static FileWriter fileWriter(String name, Charset charset) throws IOException {
    return new FileWriter(DIRECTORY.resolve(name), charset);
  }

  @Replaces(value = FileWriter.class, kind = Kind.CONSTRUCTOR)
  public static FileWriter fileWriter(String name, Charset charset, boolean append)
      throws IOException {
    return new FileWriter(DIRECTORY.resolve(name), charset, append);
  }

  @Replaces(value = FileWriter.class, kind = Kind.CONSTRUCTOR)
  public static FileWriter fileWriter(File file) throws IOException {
    return new FileWriter(DIRECTORY.resolve(file));
  }

  @Replaces(value = FileWriter.class, kind = Kind.CONSTRUCTOR)
  public static FileWriter fileWriter(File file, boolean append) throws IOException {
    return new FileWriter(DIRECTORY.resolve(file), append);
  }

  @Replaces(value = FileWriter.class, kind = Kind.CONSTRUCTOR)
  public static FileWriter fileWriter(File file, Charset charset) throws IOException {
    return new FileWriter(DIRECTORY.resolve(file), charset);
  }

  @Replaces(value = FileWriter.class, kind = Kind.CONSTRUCTOR)
  public static FileWriter fileWriter(File file, Charset charset, boolean append)
      throws IOException {
    return new FileWriter(DIRECTORY.resolve(file), charset, append);
  }
}
