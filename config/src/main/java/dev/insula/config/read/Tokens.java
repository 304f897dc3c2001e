package dev.insula.config.read;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.Optional;

/** The tokens of a YAML file with their places; one file, one use. */
final class Tokens implements AutoCloseable {
  private static final YAMLFactory FACTORY = factory();

  private final Source source;
  private final JsonParser parser;

  Tokens(Source source) throws IOException {
    this.source = source;
    this.parser = FACTORY.createParser(source.text());
  }

  private static YAMLFactory factory() {
    // Bounds of our own come first and tell the place; these only keep the parser's lower than
    // that.
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(2 * TreeReader.DEPTH_LIMIT)
            .maxStringLength(SourceFile.LIMIT)
            .maxNameLength(SourceFile.LIMIT)
            .maxNumberLength(SourceFile.LIMIT)
            .build();
    return YAMLFactory.builder().streamReadConstraints(constraints).build();
  }

  Optional<JsonToken> next() throws IOException, SyntaxProblem {
    try {
      return Optional.ofNullable(parser.nextToken());
    } catch (JsonProcessingException e) {
      throw SyntaxProblem.of(source, e);
    }
  }

  JsonToken require() throws IOException, SyntaxProblem {
    return next().orElseThrow(() -> SyntaxProblem.atEnd(source));
  }

  String text() throws IOException {
    return Optional.ofNullable(parser.getText()).orElse("");
  }

  /** Offset of the current token in code points. */
  long offset() {
    return parser.currentTokenLocation().getCharOffset();
  }

  /** Whether the list or map that begins here has an anchor of its own. */
  boolean isAnchored() throws IOException {
    return parser.getObjectId() != null;
  }

  /** Whether the list or map that begins here has a tag of its own. */
  boolean isTagged() throws IOException {
    return parser.getTypeId() != null;
  }

  Spot spot(String path) {
    JsonLocation location = parser.currentTokenLocation();
    return new Spot(source, location.getLineNr(), location.getColumnNr(), path);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
