/**
 * What was commanded, by whom, why, and what became of it: for as long as the operator wants, listed by asset, group and
 * principal.
 */
@NullMarked
package dev.muster.twinservice.audit;

import org.jspecify.annotations.NullMarked;
