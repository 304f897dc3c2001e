package dev.insula.host.front;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes a self-signed certificate for trying a site out, with the JDK's own keytool. No browser
 * trusts it, and none should.
 */
public final class TlsDevelopmentCertificate {
  private static final String ALIAS = "insula";
  private static final int SECONDS = 30;

  private TlsDevelopmentCertificate() {}

  /**
   * A new identity for these names (wildcards and IP addresses included), valid for 30 days. Blocks
   * for about a second.
   *
   * @throws IOException with a sentence, if keytool is missing or fails
   */
  public static TlsIdentity create(List<String> names) throws IOException {
    Path folder = Files.createTempDirectory("insula-tls");
    Path store = folder.resolve("store.p12");
    String password = HexFormat.of().formatHex(new SecureRandom().generateSeed(16));
    try {
      run(command(names, store), password);
      return load(store, password);
    } finally {
      Files.deleteIfExists(store);
      Files.deleteIfExists(folder);
    }
  }

  private static List<String> command(List<String> names, Path store) {
    List<String> alternatives = names.stream().map(TlsDevelopmentCertificate::alternative).toList();
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        ALIAS,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=Insula development certificate",
        "-ext",
        "SAN=" + String.join(",", alternatives),
        "-validity",
        "30",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString());
  }

  private static String alternative(String name) {
    String bare = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    try {
      return "ip:" + java.net.InetAddress.ofLiteral(bare).getHostAddress();
    } catch (IllegalArgumentException e) {
      return "dns:" + name;
    }
  }

  /** The password is asked for twice on standard input, where no process list shows it. */
  private static void run(List<String> command, String password) throws IOException {
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String answers = password + '\n' + password + '\n';
    keytool.getOutputStream().write(answers.getBytes(StandardCharsets.US_ASCII));
    keytool.getOutputStream().close();
    String said =
        new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (!keytool.waitFor(SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        keytool.destroyForcibly();
        throw new IOException("keytool could not make a development certificate: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Making a development certificate was interrupted.", e);
    }
  }

  private static TlsIdentity load(Path store, String password) throws IOException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password.toCharArray());
      PrivateKey key = (PrivateKey) keys.getKey(ALIAS, password.toCharArray());
      return new TlsIdentity(key, List.of((X509Certificate) keys.getCertificate(ALIAS)));
    } catch (GeneralSecurityException e) {
      throw new IOException("The development certificate cannot be read: " + e.getMessage(), e);
    }
  }
}
