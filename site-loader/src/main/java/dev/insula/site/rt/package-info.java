/**
 * What a site's patched classes call instead of the JDK's process-wide members.
 *
 * <p>Every site's loader defines its own copy of these classes, so a static field here is one value
 * per site. They are thin: each member hands over to the site's {@link
 * dev.insula.site.state.SiteState}, whose class the host defines once. The annotation {@link
 * dev.insula.site.patch.Replaces} on a member is the only place that says what it stands in for.
 */
@NullMarked
package dev.insula.site.rt;

import org.jspecify.annotations.NullMarked;
