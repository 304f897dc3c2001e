package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Certificates that sign themselves, made by OpenSSL. */
final class Certificates {
  private Certificates() {}

  /** Makes {@code NAME.pem} and {@code NAME.key} in the folder, over what is there. */
  static void make(Path folder, String name, String host) throws IOException {
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + host,
                "-addext",
                "subjectAltName=DNS:" + host,
                "-keyout",
                folder.resolve(name + ".key").toString(),
                "-out",
                folder.resolve(name + ".pem").toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertEquals(0, openssl.waitFor(), text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
