package dev.insula.site.check;

import dev.insula.site.patch.ProcessWideTable;
import dev.insula.site.patch.Replacement;
import dev.insula.site.patch.Replaces.Kind;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the classes of a class path inherit from each other and from the JDK. */
final class Hierarchy {
  private static final int OVERRIDABLE_NOT = Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL;

  private final Map<String, ScannedClass> classes;
  private final Map<String, Set<String>> supertypes = new HashMap<>();
  private final Map<String, Optional<Set<String>>> ofOthers = new HashMap<>();

  Hierarchy(Map<String, ScannedClass> classes) {
    this.classes = classes;
  }

  /** The type itself and all that it is; those of the JDK without their own supertypes. */
  Set<String> supertypes(String type) {
    Set<String> known = supertypes.get(type);
    if (known != null) {
      return known;
    }
    Set<String> all = new LinkedHashSet<>();
    supertypes.put(type, all); // a class file that says it is its own parent ends here
    all.add(type);
    ScannedClass scanned = classes.get(type);
    if (scanned != null) {
      scanned.parents().forEach(parent -> all.addAll(supertypes(parent)));
    }
    return all;
  }

  /** The class that declares what a call of this selector on an object of the type runs. */
  Optional<ScannedClass> declaring(String type, String selector) {
    int limit = classes.size();
    ScannedClass at = classes.get(type);
    for (int i = 0; at != null && i <= limit; i++, at = classes.get(at.parent)) {
      if (at.declares(selector)) {
        return Optional.of(at);
      }
    }
    return supertypes(type).stream()
        .flatMap(name -> Optional.ofNullable(classes.get(name)).stream())
        .filter(it -> it.declares(selector))
        .findFirst();
  }

  /** Whether a class path's class extends a class of the table. */
  boolean isHeir(String type) {
    return classes.containsKey(type)
        && supertypes(type).stream().anyMatch(it -> !ProcessWideTable.standard().of(it).isEmpty());
  }

  /** The row that a member means which a scanned class inherits from the JDK. */
  Optional<Replacement> inherited(String owner, String member, String descriptor) {
    for (ScannedClass it = classes.get(owner); it != null; it = classes.get(it.parent)) {
      if (it.declares(member.concat(descriptor))) {
        return Optional.empty();
      }
      Optional<Replacement> row = ProcessWideTable.standard().find(it.parent, member, descriptor);
      if (row.isPresent()) {
        return row.filter(found -> found.kind() != Kind.CONSTRUCTOR);
      }
    }
    return Optional.empty();
  }

  /**
   * The selectors that a type of the JDK lets a class override, so that the JDK may call them;
   * empty if the type is not the JDK's, and nothing is known of it.
   */
  Optional<Set<String>> overridable(String type) {
    return ofOthers.computeIfAbsent(type, Hierarchy::overridableOf);
  }

  private static Optional<Set<String>> overridableOf(String type) {
    try {
      ClassLoader jdk = ClassLoader.getPlatformClassLoader();
      Set<String> selectors = new HashSet<>();
      add(Class.forName(type.replace('/', '.'), false, jdk), selectors);
      return Optional.of(selectors);
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static void add(Class<?> type, Set<String> selectors) {
    for (Method method : type.getDeclaredMethods()) {
      if ((method.getModifiers() & OVERRIDABLE_NOT) == 0) {
        var shape = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
        selectors.add(method.getName().concat(shape.descriptorString()));
      }
    }
    for (Class<?> parent : type.getInterfaces()) {
      add(parent, selectors);
    }
    if (type.getSuperclass() != null) {
      add(type.getSuperclass(), selectors);
    }
  }
}
