/**
 * What root has declared about a site: the plan, its text, and reading it only if root wrote it.
 */
@NullMarked
package dev.insula.spawner.plan;

import org.jspecify.annotations.NullMarked;
