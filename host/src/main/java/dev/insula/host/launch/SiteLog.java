package dev.insula.host.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where a site in this JVM prints to. Opened anew for each generation and never closed by one, as
 * threads of the one before it may still have a last word.
 */
record SiteLog(PrintStream stream) {
  static SiteLog open(Path file) throws IOException {
    OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return new SiteLog(new PrintStream(out, true, StandardCharsets.UTF_8));
  }
}
