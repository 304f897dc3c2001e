package dev.insula.probe;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Formatter;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/** Constructors that open a file of a relative name, or take the default locale. */
// The default character set is part of what is probed.
@SuppressWarnings({"DefaultCharset", "JdkObsolete"})
final class StreamProbes {
  private static final Charset UTF_8 = StandardCharsets.UTF_8;
  private static final String NAME = "here.txt";
  private static final File FILE = new File(NAME);
  private static final String ZIP = "here.zip";
  private static final String TO = "printed.txt";

  private final ProbeSet probes;
  private final String who;

  StreamProbes(ProbeSet probes) {
    this.probes = probes;
    this.who = probes.who;
  }

  void add() {
    readers();
    writers();
    printers();
    archives();
    scanners();
    scannersOfFiles();
    formatters();
    formattersOfFiles();
  }

  private void readers() {
    probes.different("file input of name", () -> text(new FileInputStream(NAME)));
    probes.different("file input", () -> text(new FileInputStream(FILE)));
    probes.different(
        "file input either way", () -> text(new FileInputStream(who.isEmpty() ? "" : NAME)));
    Callable<InputStream> nested = () -> new FileInputStream(new File(who.isEmpty() ? "" : NAME));
    probes.different("file input of made file", () -> text(nested.call()));
    Opener opener = FileInputStream::new;
    probes.different("file input by reference", () -> text(opener.open(NAME)));
    probes.different("file reader of name", () -> text(new FileReader(NAME)));
    probes.different("file reader", () -> text(new FileReader(FILE)));
    probes.different("decoding file reader of name", () -> text(new FileReader(NAME, UTF_8)));
    probes.different("decoding file reader", () -> text(new FileReader(FILE, UTF_8)));
    probes.different("random access to name", () -> line(new RandomAccessFile(NAME, "r")));
    probes.different("random access", () -> line(new RandomAccessFile(FILE, "r")));
  }

  private static String text(InputStream in) throws Exception {
    try (in) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static String text(Reader in) throws Exception {
    try (in) {
      return in.readAllAsString();
    }
  }

  private static String line(RandomAccessFile in) throws Exception {
    try (in) {
      return in.readLine();
    }
  }

  private void writers() {
    File to = new File(TO);
    written("file output of name", () -> bytes(new FileOutputStream(TO)));
    written("file output of name, appending", () -> bytes(new FileOutputStream(TO, true)));
    written("file output", () -> bytes(new FileOutputStream(to)));
    written("file output, appending", () -> bytes(new FileOutputStream(to, true)));
    written("file writer of name", () -> chars(new FileWriter(TO)));
    written("file writer of name, appending", () -> chars(new FileWriter(TO, true)));
    written("file writer of name, encoded", () -> chars(new FileWriter(TO, UTF_8)));
    written("file writer of name, both", () -> chars(new FileWriter(TO, UTF_8, true)));
    written("file writer", () -> chars(new FileWriter(to)));
    written("file writer, appending", () -> chars(new FileWriter(to, true)));
    written("file writer, encoded", () -> chars(new FileWriter(to, UTF_8)));
    written("file writer, both", () -> chars(new FileWriter(to, UTF_8, true)));
  }

  private void printers() {
    File to = new File(TO);
    written("print writer of name", () -> chars(new PrintWriter(TO)));
    written("print writer of name, by charset's name", () -> chars(new PrintWriter(TO, "UTF-8")));
    written("print writer of name, by charset", () -> chars(new PrintWriter(TO, UTF_8)));
    written("print writer", () -> chars(new PrintWriter(to)));
    written("print writer, by charset's name", () -> chars(new PrintWriter(to, "UTF-8")));
    written("print writer, by charset", () -> chars(new PrintWriter(to, UTF_8)));
    written("print stream of name", () -> bytes(new PrintStream(TO)));
    written("print stream of name, by charset's name", () -> bytes(new PrintStream(TO, "UTF-8")));
    written("print stream of name, by charset", () -> bytes(new PrintStream(TO, UTF_8)));
    written("print stream", () -> bytes(new PrintStream(to)));
    written("print stream, by charset's name", () -> bytes(new PrintStream(to, "UTF-8")));
    written("print stream, by charset", () -> bytes(new PrintStream(to, UTF_8)));
  }

  private void written(String name, ProbeSet.Change write) {
    probes.apart(
        name,
        () -> {
          Files.deleteIfExists(Path.of(TO));
          write.make();
        },
        () -> Files.readString(Path.of(TO)));
  }

  private void bytes(OutputStream out) throws Exception {
    try (out) {
      out.write(who.getBytes(UTF_8));
    }
  }

  private void chars(Writer out) throws Exception {
    try (out) {
      out.write(who);
    }
  }

  private void archives() {
    File zip = new File(ZIP);
    int read = ZipFile.OPEN_READ;
    probes.different("zip of name", () -> entry(new ZipFile(ZIP)));
    probes.different("zip of name, decoded", () -> entry(new ZipFile(ZIP, UTF_8)));
    probes.different("zip", () -> entry(new ZipFile(zip)));
    probes.different("zip of mode", () -> entry(new ZipFile(zip, read)));
    probes.different("zip decoded", () -> entry(new ZipFile(zip, UTF_8)));
    probes.different("zip of mode, decoded", () -> entry(new ZipFile(zip, read, UTF_8)));
    probes.different("jar of name", () -> entry(new JarFile(ZIP)));
    probes.different("jar of name, verified", () -> entry(new JarFile(ZIP, true)));
    probes.different("jar", () -> entry(new JarFile(zip)));
    probes.different("jar verified", () -> entry(new JarFile(zip, true)));
    probes.different("jar of mode", () -> entry(new JarFile(zip, true, read)));
    probes.different(
        "jar of version", () -> entry(new JarFile(zip, true, read, JarFile.runtimeVersion())));
  }

  private static String entry(ZipFile zip) throws Exception {
    try (zip) {
      return text(zip.getInputStream(zip.getEntry("entry.txt")));
    }
  }

  private void scanners() {
    byte[] none = new byte[0];
    scanned("readable", () -> new Scanner(new StringReader("")));
    scanned("text", () -> new Scanner(""));
    scanned("stream", () -> new Scanner(new ByteArrayInputStream(none)));
    scanned("stream by name", () -> new Scanner(new ByteArrayInputStream(none), "UTF-8"));
    scanned("stream by charset", () -> new Scanner(new ByteArrayInputStream(none), UTF_8));
    scanned("channel", () -> new Scanner(Channels.newChannel(new ByteArrayInputStream(none))));
    scanned(
        "channel by name",
        () -> new Scanner(Channels.newChannel(new ByteArrayInputStream(none)), "UTF-8"));
    scanned(
        "channel by charset",
        () -> new Scanner(Channels.newChannel(new ByteArrayInputStream(none)), UTF_8));
    scanned("text, reset", () -> new Scanner("").useLocale(Locale.ROOT).reset());
  }

  private void scanned(String name, Callable<Scanner> scanner) {
    probes.different("scanner of " + name, () -> scanner.call().locale().toString());
  }

  private void scannersOfFiles() {
    Path path = Path.of(NAME);
    scannedLine("file", () -> new Scanner(FILE));
    scannedLine("file by name", () -> new Scanner(FILE, "UTF-8"));
    scannedLine("file by charset", () -> new Scanner(FILE, UTF_8));
    scannedLine("path", () -> new Scanner(path));
    scannedLine("path by name", () -> new Scanner(path, "UTF-8"));
    scannedLine("path by charset", () -> new Scanner(path, UTF_8));
  }

  private void scannedLine(String name, Callable<Scanner> scanner) {
    probes.different(
        "scanner of " + name,
        () -> {
          try (Scanner made = scanner.call()) {
            return made.locale() + made.nextLine();
          }
        });
  }

  private void formatters() {
    formatted("nothing", () -> new Formatter());
    formatted("builder", () -> new Formatter(new StringBuilder()));
    formatted("stream", () -> new Formatter(new ByteArrayOutputStream()));
    formatted("stream by name", () -> new Formatter(new ByteArrayOutputStream(), "UTF-8"));
    formatted(
        "print stream",
        () -> new Formatter(new PrintStream(new ByteArrayOutputStream(), false, UTF_8)));
  }

  private void formatted(String name, Callable<Formatter> formatter) {
    probes.different("formatter to " + name, () -> formatter.call().locale().toString());
  }

  private void formattersOfFiles() {
    File to = new File(TO);
    Locale us = Locale.US;
    filled("name", () -> new Formatter(TO));
    filled("name by charset's name", () -> new Formatter(TO, "UTF-8"));
    filled("name in locale", () -> new Formatter(TO, "UTF-8", us));
    filled("name in locale by charset", () -> new Formatter(TO, UTF_8, us));
    filled("file", () -> new Formatter(to));
    filled("file by charset's name", () -> new Formatter(to, "UTF-8"));
    filled("file in locale", () -> new Formatter(to, "UTF-8", us));
    filled("file in locale by charset", () -> new Formatter(to, UTF_8, us));
  }

  private void filled(String name, Callable<Formatter> formatter) {
    written(
        "formatter to " + name,
        () -> {
          try (Formatter made = formatter.call()) {
            made.format("%s", who);
          }
        });
  }

  private interface Opener {
    InputStream open(String name) throws Exception;
  }
}
