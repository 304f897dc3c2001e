package dev.insula.host.kubernetes;

import dev.insula.host.yaml.YamlText;

/** The objects of one site as YAML, after what there is to say about them. */
final class ObjectText {
  private ObjectText() {}

  static String of(SiteObjects site) {
    var text = new StringBuilder();
    site.notes()
        .forEach(
            note -> text.append("# ").append(site.site()).append(": ").append(note).append('\n'));
    site.objects().forEach(object -> text.append("---\n").append(YamlText.of(object)));
    return text.toString();
  }
}
