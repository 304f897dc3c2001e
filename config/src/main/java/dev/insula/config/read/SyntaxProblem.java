package dev.insula.config.read;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.snakeyaml.error.MarkedYAMLException;
import dev.insula.config.Place;
import java.io.Serial;

/** Text that is no YAML, or YAML that no manifest can be made of; ends the reading of its file. */
final class SyntaxProblem extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Place place;
  private final String sentence;

  SyntaxProblem(Place place, String sentence) {
    super(sentence);
    this.place = place;
    this.sentence = sentence + ".";
  }

  static SyntaxProblem atEnd(Source source) {
    return new SyntaxProblem(
        source.placeOf(source.length()), "the file ends in the middle of a value");
  }

  // Deprecated in favour of an exception that does not tell the place of the problem.
  @SuppressWarnings("deprecation")
  static SyntaxProblem of(Source source, JsonProcessingException e) {
    if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      return SyntaxSentence.of(
          source,
          String.valueOf(marked.getContext()),
          String.valueOf(marked.getProblem()),
          marked.getProblemMark().getIndex());
    }
    JsonLocation location = e.getLocation();
    long offset = location == null ? 0 : Math.max(0, location.getCharOffset());
    return SyntaxSentence.ofKey(source, (int) Math.min(offset, source.length()));
  }

  Place place() {
    return place;
  }

  String sentence() {
    return sentence;
  }
}
