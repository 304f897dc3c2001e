package dev.insula.site.check;

import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.util.List;

/**
 * Tells the call graph what the annotations of a class lead to: methods that someone will find by
 * them, and classes that they name.
 */
final class AnnotationReader {
  private final CallGraph graph;
  private final String owner;
  private final Step from;

  AnnotationReader(CallGraph graph, String owner, Step from) {
    this.graph = graph;
    this.owner = owner;
    this.from = from;
  }

  void read(ClassModel type) {
    of(type).forEach(this::annotation);
    for (MethodModel method : type.methods()) {
      List<Annotation> annotations = of(method);
      if (annotations.stream().anyMatch(it -> !isMark(it))) {
        graph.reach(owner, ScannedClass.selector(method), from);
        annotations.forEach(this::annotation);
      }
    }
  }

  private static List<Annotation> of(AttributedElement element) {
    return element
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .map(found -> found.annotations())
        .orElse(List.of());
  }

  /** The JDK's own, and those for nullness checkers, mark and call nothing. */
  private static boolean isMark(Annotation annotation) {
    String type = annotation.className().stringValue();
    return type.startsWith("Ljava/lang/")
        || type.matches(
            ".*/(Nullable|NonNull|NotNull|Nonnull|CheckForNull|Generated|VisibleForTesting);");
  }

  /** A condition asks whether there is a class; it does not use it. */
  private void annotation(Annotation annotation) {
    if (!annotation.className().stringValue().contains("/Conditional")) {
      annotation.elements().stream().map(AnnotationElement::value).forEach(this::value);
    }
  }

  private void value(AnnotationValue value) {
    switch (value) {
      case AnnotationValue.OfClass type -> {
        String name = MethodReader.elementOf("[" + type.className().stringValue());
        graph.reflect(name, from);
      }
      case AnnotationValue.OfString text -> graph.say(text.stringValue(), from);
      case AnnotationValue.OfArray array -> array.values().forEach(this::value);
      case AnnotationValue.OfAnnotation inner -> annotation(inner.annotation());
      default -> {
        // names no class
      }
    }
  }
}
