package dev.insula.config.read;

import dev.insula.config.read.Tokens.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Makes the located tree of a file. Everything that YAML would silently turn into something else is
 * a problem here; broken syntax ends the reading of the file.
 */
final class TreeReader {
  /** Deepest nesting of lists and maps. */
  static final int DEPTH_LIMIT = 32;

  private final Source source;
  private final Report report;
  private final YamlTraps traps;

  TreeReader(Source source, Report report) {
    this.source = source;
    this.report = report;
    this.traps = new YamlTraps(source, report);
  }

  /** The root map, or nothing when a problem was found that leaves no tree to look at. */
  Optional<Node.Fields> read() {
    traps.refuseDirectives();
    try {
      return document(new Tokens(source));
    } catch (SyntaxProblem e) {
      report.add(e.place(), "", e.sentence());
      return Optional.empty();
    } catch (RuntimeException e) {
      // The parser promises nothing about its own slips; a faulty file must not stop the host.
      report.add(source.place(1, 1), "", "this file cannot be understood as YAML.");
      return Optional.empty();
    }
  }

  private Optional<Node.Fields> document(Tokens tokens) throws SyntaxProblem {
    Token first = tokens.next();
    if (first == Token.END) {
      report.add(source.place(1, 1), "", "the file is empty; it must hold at least \"sites:\".");
      return Optional.empty();
    }
    Node root = node(tokens, first, "", 1);
    if (tokens.next() != Token.END) {
      report.add(
          tokens.spot("").place(), "", "a second document begins here; a file holds one only.");
    }
    if (root instanceof Node.Fields fields) {
      return Optional.of(fields);
    }
    String found =
        root instanceof Node.Scalar scalar && isNull(scalar) ? "nothing" : Shown.value(root);
    report.add(
        root.spot().place(),
        "",
        "the file holds " + found + "; it must hold a map such as \"sites:\".");
    return Optional.empty();
  }

  private Node node(Tokens tokens, Token token, String path, int depth) throws SyntaxProblem {
    Spot spot = tokens.spot(path);
    if (depth > DEPTH_LIMIT) {
      throw new SyntaxProblem(
          spot.place(), "lists and maps are nested more than " + DEPTH_LIMIT + " deep here");
    }
    if (token != Token.MAP && token != Token.LIST) {
      return scalar(tokens, spot);
    }
    traps.checkCollection(spot, tokens.isAnchored(), tokens.isTagged());
    return token == Token.MAP ? fields(tokens, spot, depth) : items(tokens, spot, depth);
  }

  private Node scalar(Tokens tokens, Spot spot) {
    boolean isUsable = traps.checkScalar(spot, tokens.offset());
    Node.Scalar scalar = new Node.Scalar(spot, tokens.text(), isPlain(tokens));
    traps.checkText(scalar);
    return isUsable ? scalar : new Node.Broken(spot);
  }

  private boolean isPlain(Tokens tokens) {
    int first = source.at(tokens.offset());
    return first == 0 || "\"'|>&!*".indexOf(first) < 0;
  }

  private static boolean isNull(Node.Scalar scalar) {
    return scalar.isPlain() && PlainScalar.isNull(scalar.text());
  }

  private Node.Items items(Tokens tokens, Spot spot, int depth) throws SyntaxProblem {
    List<Node> nodes = new ArrayList<>();
    Token token = tokens.require();
    while (token != Token.LIST_END) {
      nodes.add(node(tokens, token, spot.path() + "[" + nodes.size() + "]", depth + 1));
      token = tokens.require();
    }
    return new Node.Items(spot, nodes);
  }

  private Node.Fields fields(Tokens tokens, Spot spot, int depth) throws SyntaxProblem {
    SequencedMap<String, Node.Field> fields = new LinkedHashMap<>();
    while (tokens.nextKey()) {
      String name = tokens.text();
      Spot key = tokens.spot(spot.path().isEmpty() ? name : spot.path() + "." + name);
      traps.checkKey(key, name, tokens.offset());
      Node value = node(tokens, tokens.require(), key.path(), depth + 1);
      Node.Field before = fields.putIfAbsent(name, new Node.Field(key, name, value));
      if (before != null) {
        report.add(
            key, " is written twice, first at " + before.key().place() + "; keep one of the two");
      }
    }
    return new Node.Fields(spot, fields);
  }
}
