package dev.insula.host.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes a web application for {@code jakarta.servlet} out of one for {@code javax.servlet}, with
 * Tomcat's migration tool in a process of its own. The result is kept by the content of what it was
 * made from, so each version of an application is migrated once. Blocks, for a minute or more.
 */
final class JavaxMigration {
  private static final List<String> MODEST =
      List.of("-XX:+UseSerialGC", "-Xshare:auto", "-Xmx512m");
  private static final int LONGEST_COMPLAINT = 2000;

  private final Path cache;

  /** Keeps results below this folder. */
  JavaxMigration(Path cache) {
    this.cache = cache.resolve("jakarta");
  }

  /**
   * The migrated application.
   *
   * @throws IOException with a sentence if the tool cannot migrate it
   */
  Path of(Path war) throws IOException, InterruptedException {
    Files.createDirectories(cache);
    Path result = cache.resolve(digest(war) + ".war");
    if (!Files.exists(result)) {
      Path fresh = Files.createTempFile(cache, "migrating", ".war");
      try {
        run(war, fresh);
        Files.move(fresh, result, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    }
    return result;
  }

  private static void run(Path war, Path result) throws IOException, InterruptedException {
    Path tool = Installation.migrationJar();
    List<String> command = new java.util.ArrayList<>();
    command.add(Installation.java().toString());
    command.addAll(MODEST);
    command.addAll(List.of("-jar", tool.toString(), war.toString(), result.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(ChildEnvironment.base());
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        String end = said.substring(Math.max(0, said.length() - LONGEST_COMPLAINT));
        throw new IOException(war + " cannot be migrated from javax to jakarta: " + end);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestOutputStream digest =
            new DigestOutputStream(
                OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(digest);
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
