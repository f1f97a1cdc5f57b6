/** Imports of the asset model as jobs: read, written and accounted for, a bounded number at once. */
@NullMarked
package dev.muster.twinservice.exchange;

import org.jspecify.annotations.NullMarked;
