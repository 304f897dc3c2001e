package dev.insula.site.check;

import java.lang.classfile.MethodModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which methods of a class path a site leads to. A call on an object leads to the method of every
 * class below the named one of which the site leads to an object (rapid type analysis). A class
 * that is named by text, by a file or by a class constant may be used by reflection: its
 * constructors and public methods are reached. What overrides a method of the JDK is reached with
 * the object.
 */
final class CallGraph {
  private static final int NOT_BY_REFLECTION = 0x0002 | 0x1000; // private, synthetic
  private static final int PUBLIC = 0x0001;
  private static final int NOT_OVERRIDING = 0x0002 | 0x0008; // private, static
  private static final String INITIALIZER = "<clinit>()V";

  private final Map<String, ScannedClass> classes;
  private final SiteTexts texts;
  private final Hierarchy hierarchy;

  private final Map<Step, Step> reached = new HashMap<>();
  private final Map<String, Set<String>> reachedOfClass = new HashMap<>();

  /** Classes with methods that are still to be read, and their selectors. */
  private final Deque<String> toRead = new ArrayDeque<>();

  private final Map<String, Set<String>> waiting = new HashMap<>();
  private final Set<String> initialised = new HashSet<>();
  private final Set<String> made = new HashSet<>();
  private final Set<String> reflected = new HashSet<>();
  private final Set<String> readTexts = new HashSet<>();

  /** Selectors that are called on objects of a type. */
  private final Map<String, Set<String>> called = new HashMap<>();

  /** Classes below a type of which there are objects. */
  private final Map<String, List<String>> madeBelow = new HashMap<>();

  CallGraph(ClassPathScan scan, Hierarchy hierarchy) {
    this.classes = scan.classes;
    this.texts = scan.texts;
    this.hierarchy = hierarchy;
  }

  boolean isReached(String owner, String selector) {
    return reachedOfClass.getOrDefault(owner, Set.of()).contains(selector);
  }

  /** How a reached method is reached, from where it begins. */
  List<String> way(String owner, String selector) {
    List<String> way = new ArrayList<>();
    Step at = new Step(owner, selector);
    for (Step from = reached.get(at); ; at = from, from = reached.get(at)) {
      way.addFirst(at.text());
      if (from == null || from.equals(at)) {
        return way;
      }
    }
  }

  /** All of a class, as it may be called in ways that no class file tells. */
  void root(String name, Step from) {
    ScannedClass type = classes.get(name);
    if (type != null) {
      make(name, from);
      type.selectors().forEach(selector -> reach(name, selector, from));
    }
  }

  /** The files that something always reads, and the services of the JDK and of containers. */
  void readTexts() {
    texts.read.forEach(this::text);
    texts.services.forEach((service, lists) -> {
      if (!classes.containsKey(service) && isOfOthers(service)) {
        lists.forEach(this::text);
      }
    });
  }

  /** Whether the JDK or a servlet container looks for it; else it is nobody's who is here. */
  private boolean isOfOthers(String service) {
    return service.startsWith("jakarta/")
        || service.startsWith("javax/")
        || hierarchy.overridable(service).isPresent();
  }

  private void text(SiteTexts.Text text) {
    if (readTexts.add(text.name())) {
      text.words().forEach(word -> reflect(word, Step.file(text.name())));
    }
  }

  /** Follows all that is reached until there is no more. */
  void follow() {
    for (String name = toRead.poll(); name != null; name = toRead.poll()) {
      Set<String> selectors = waiting.getOrDefault(name, Set.of());
      waiting.remove(name);
      ScannedClass type = classes.get(name);
      if (type != null) {
        read(type, selectors);
      }
    }
  }

  /** All that waits of a class at once, as its file is parsed for it. */
  private void read(ScannedClass type, Set<String> selectors) {
    for (MethodModel method : type.model().methods()) {
      String selector = ScannedClass.selector(method);
      if (selectors.contains(selector)) {
        new MethodReader(this, new Step(type.name, selector)).read(method);
      }
    }
  }

  void reach(String owner, String selector, Step from) {
    if (reachedOfClass.computeIfAbsent(owner, _ -> new HashSet<>()).add(selector)) {
      reached.put(new Step(owner, selector), from);
      if (!waiting.containsKey(owner)) {
        toRead.add(owner);
      }
      waiting.computeIfAbsent(owner, _ -> new HashSet<>()).add(selector);
    }
  }

  /** A call of exactly this method: a static one, a constructor, {@code super}. */
  void call(String owner, String selector, Step from) {
    hierarchy.declaring(owner, selector).ifPresent(it -> reach(it.name, selector, from));
  }

  /** A call on an object of a type. */
  void callOn(String type, String selector, Step from) {
    if (!classes.containsKey(type)
        || !called.computeIfAbsent(type, _ -> new LinkedHashSet<>()).add(selector)) {
      return;
    }
    call(type, selector, from);
    for (String below : List.copyOf(madeBelow.getOrDefault(type, List.of()))) {
      call(below, selector, from);
    }
  }

  /** The class is initialised, by a static member or because an object is made. */
  void initialise(String name, Step from) {
    ScannedClass type = classes.get(name);
    if (type != null && initialised.add(name)) {
      initialise(type.parent, from);
      if (type.declares(INITIALIZER)) {
        reach(name, INITIALIZER, from);
      }
    }
  }

  /** There is an object of the class. */
  void make(String name, Step from) {
    ScannedClass type = classes.get(name);
    if (type == null || !made.add(name)) {
      return;
    }
    initialise(name, from);
    Set<String> supertypes = hierarchy.supertypes(name);
    for (String supertype : supertypes) {
      madeBelow.computeIfAbsent(supertype, _ -> new ArrayList<>()).add(name);
      for (String selector : List.copyOf(called.getOrDefault(supertype, Set.of()))) {
        call(name, selector, from);
      }
    }
    overriding(name, supertypes, from);
    new AnnotationReader(this, name, from).read(type.model());
  }

  /** What the JDK or a container may call, because it overrides a method of theirs. */
  private void overriding(String name, Set<String> supertypes, Step from) {
    Set<String> known = new HashSet<>();
    boolean isUnknown = false;
    for (String supertype : supertypes) {
      if (!classes.containsKey(supertype)) {
        var overridable = hierarchy.overridable(supertype);
        isUnknown |= overridable.isEmpty();
        known.addAll(overridable.orElse(Set.of()));
      }
    }
    for (String supertype : supertypes) {
      ScannedClass type = classes.get(supertype);
      if (type != null) {
        for (String selector : type.selectors()) {
          if (isUnknown ? (type.flags(selector) & NOT_OVERRIDING) == 0 : known.contains(selector)) {
            call(name, selector, from);
          }
        }
      }
    }
  }

  /** The class may be used by reflection. */
  void reflect(String name, Step from) {
    ScannedClass type = classes.get(name);
    if (type == null || !reflected.add(name)) {
      return;
    }
    make(name, from);
    for (String selector : type.selectors()) {
      int flags = type.flags(selector);
      boolean isMade = selector.startsWith("<init>");
      if (isMade || ((flags & PUBLIC) != 0 && (flags & NOT_BY_REFLECTION) == 0)) {
        reach(name, selector, from);
      }
    }
    texts.services.getOrDefault(name, List.of()).forEach(this::text);
  }

  /** A text in the code: the name of a class, of a list of services, of a file. */
  void say(String text, Step from) {
    String name = text.replace('.', '/');
    reflect(name, from);
    int last = text.lastIndexOf('/');
    texts.named.getOrDefault(text.substring(last + 1), List.of()).forEach(this::text);
  }
}
