package dev.insula.config.read;

import dev.insula.config.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** From a file to its text, or to the problem that it is no text that a manifest may be. */
final class SourceFile {
  /** Largest manifest file, in bytes: a bound on the time that reading one can take. */
  static final int LIMIT = 256 * 1024;

  private final Path file;
  private final Path shown;
  private final Report report;

  SourceFile(Path file, Path shown, Report report) {
    this.file = file;
    this.shown = shown;
    this.report = report;
  }

  Optional<Source> read() {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, new LinkOption[0]);
      if (!attributes.isRegularFile()) {
        return refuse(
            attributes.isDirectory()
                ? "this is a folder; a manifest is a file"
                : "this is not an ordinary file; a manifest is one");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return decode(in.readNBytes(LIMIT + 1));
      }
    } catch (NoSuchFileException e) {
      return refuse("there is no such file; create it, or name another one");
    } catch (AccessDeniedException e) {
      return refuse("the file may not be read by this user; change its owner or its permissions");
    } catch (IOException | SecurityException e) {
      return refuse("the file cannot be read: " + Shown.text(String.valueOf(e.getMessage())));
    }
  }

  Optional<Source> decode(byte[] bytes) {
    if (bytes.length > LIMIT) {
      return refuse("the file is larger than 256KiB; split it with include:");
    }
    CharBuffer text = CharBuffer.allocate(bytes.length);
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(rest, text, true);
    Source source = new Source(file, shown, text.flip().toString());
    if (result.isError()) {
      return refuse(
          source.placeOf(source.length()),
          String.format("the byte 0x%02X is not UTF-8; save the file as UTF-8", rest.get()));
    }
    return new CharacterCheck(source).problemPlace().isEmpty()
        ? Optional.of(source)
        : refuse(source);
  }

  private Optional<Source> refuse(Source source) {
    CharacterCheck check = new CharacterCheck(source);
    return refuse(check.problemPlace().orElseThrow(), check.message());
  }

  private Optional<Source> refuse(String message) {
    return refuse(new Place(shown, 1, 1), message);
  }

  private Optional<Source> refuse(Place place, String message) {
    report.add(place, "", message + ".");
    return Optional.empty();
  }
}
