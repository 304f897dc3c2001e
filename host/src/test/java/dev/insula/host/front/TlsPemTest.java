package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsPemTest {
  private static final Base64.Encoder MIME = Base64.getMimeEncoder();

  @TempDir private Path folder;

  private Path write(String name, String label, byte[] der) throws IOException {
    String text = "-----BEGIN " + label + "-----\n" + MIME.encodeToString(der);
    return Files.writeString(folder.resolve(name), text + "\n-----END " + label + "-----\n");
  }

  private Path certificate(TlsIdentity identity) throws Exception {
    return write("c.pem", "CERTIFICATE", identity.chain().getFirst().getEncoded());
  }

  @Test
  void pairInOneFileIsRead() throws Exception {
    TlsIdentity made = TlsDevelopmentCertificate.create(List.of("a.test", "*.a.test", "[::1]"));
    Path both = certificate(made);
    Path key = write("k.pem", "PRIVATE KEY", made.key().getEncoded());
    Files.writeString(both, Files.readString(both) + Files.readString(key));
    assertEquals(made, TlsPem.read(both, both));
  }

  @Test
  void olderFormOfAnEllipticCurveKeyIsRead() throws Exception {
    TlsIdentity made = TlsDevelopmentCertificate.create(List.of("a.test"));
    byte[] pkcs8 = made.key().getEncoded();
    byte[] algorithm = made.chain().getFirst().getPublicKey().getEncoded();
    int sec1 = 2 + 3 + 2 + algorithm[3] + 2;
    byte[] inner = java.util.Arrays.copyOfRange(pkcs8, sec1, pkcs8.length);
    Path key = write("k.pem", "EC PRIVATE KEY", inner);
    assertEquals(made.key(), TlsPem.read(certificate(made), key).key());
  }

  @Test
  void keyOfAnotherCertificateIsToldSo() throws Exception {
    TlsIdentity made = TlsDevelopmentCertificate.create(List.of("a.test"));
    TlsIdentity other = TlsDevelopmentCertificate.create(List.of("a.test"));
    Path key = write("k.pem", "PRIVATE KEY", other.key().getEncoded());
    Path certificate = certificate(made);
    IOException fault = assertThrows(IOException.class, () -> TlsPem.read(certificate, key));
    assertTrue(fault.toString().contains("is not the key of"), fault.toString());
  }

  @Test
  void encryptedKeyAndMissingCertificateAreToldSo() throws Exception {
    TlsIdentity made = TlsDevelopmentCertificate.create(List.of("a.test"));
    Path certificate = certificate(made);
    Path key = write("k.pem", "ENCRYPTED PRIVATE KEY", new byte[] {1});
    IOException encrypted = assertThrows(IOException.class, () -> TlsPem.read(certificate, key));
    assertTrue(encrypted.toString().contains("encrypted"), encrypted.toString());
    IOException missing = assertThrows(IOException.class, () -> TlsPem.read(key, key));
    assertTrue(missing.toString().contains("no certificate"), missing.toString());
  }
}
