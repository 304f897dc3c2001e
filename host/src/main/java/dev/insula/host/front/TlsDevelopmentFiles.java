package dev.insula.host.front;

import dev.insula.config.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the certificates that sign themselves, one file a site, so that who has accepted one in a
 * browser is not asked again after each start.
 */
final class TlsDevelopmentFiles {
  private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "[::1]");

  private final Path folder;

  /** Below this folder, which is made when it is needed. */
  TlsDevelopmentFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * The site's kept identity, or a new one if there is none for all of its names and the next
   * month. A default site's names include those of this machine.
   *
   * @throws IOException with a sentence, if it cannot be kept
   */
  TlsIdentity identity(Site site) throws IOException {
    List<String> names = new ArrayList<>();
    site.hosts().forEach(host -> names.add(host.toString()));
    if (site.isDefault()) {
      LOCAL.stream().filter(name -> !names.contains(name)).forEach(names::add);
    }
    Path file = folder.resolve(site.name().text() + ".pem");
    TlsIdentity wanted = TlsDevelopmentCertificate.create(names);
    Optional<TlsIdentity> kept = kept(file).filter(found -> isAsGoodAs(found, wanted));
    if (kept.isEmpty()) {
      keep(file, wanted);
    }
    return kept.orElse(wanted);
  }

  /** What cannot be read is made anew. */
  private static Optional<TlsIdentity> kept(Path file) {
    try {
      return Files.exists(file) ? Optional.of(TlsPem.read(file, file)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isAsGoodAs(TlsIdentity kept, TlsIdentity wanted) {
    X509Certificate certificate = kept.chain().getFirst();
    try {
      List<List<?>> names = names(certificate);
      return TlsDevelopmentCertificate.isFresh(certificate)
          && names.equals(names(wanted.chain().getFirst()));
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private static List<List<?>> names(X509Certificate certificate)
      throws CertificateParsingException {
    @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names == null ? List.of() : List.copyOf(names);
  }

  private void keep(Path file, TlsIdentity identity) throws IOException {
    var folderMode = PosixFilePermissions.fromString("rwx------");
    var fileMode = PosixFilePermissions.fromString("rw-------");
    try {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(folderMode));
      Path fresh =
          Files.createTempFile(
              folder, "new", ".pem", PosixFilePermissions.asFileAttribute(fileMode));
      Files.writeString(fresh, text(identity), StandardCharsets.US_ASCII);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException("the certificate cannot be kept in " + file + ": " + e.getMessage(), e);
    }
  }

  private static String text(TlsIdentity identity) throws IOException {
    try {
      return block("CERTIFICATE", identity.chain().getFirst().getEncoded())
          + block("PRIVATE KEY", identity.key().getEncoded());
    } catch (CertificateException e) {
      throw new IOException(e);
    }
  }

  private static String block(String label, byte[] der) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, lines, label);
  }
}
