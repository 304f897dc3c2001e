package dev.insula.config.read;

import dev.insula.config.Place;
import java.io.Serial;
import org.yaml.snakeyaml.error.MarkedYAMLException;

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

  static SyntaxProblem of(Source source, MarkedYAMLException e) {
    return SyntaxSentence.of(
        source,
        String.valueOf(e.getContext()),
        String.valueOf(e.getProblem()),
        e.getProblemMark().getIndex());
  }

  Place place() {
    return place;
  }

  String sentence() {
    return sentence;
  }
}
