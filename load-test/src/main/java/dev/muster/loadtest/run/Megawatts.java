package dev.muster.loadtest.run;

import dev.muster.assetmodel.type.FixedPoint;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Powers as people read them: exact, at least three decimals. */
final class Megawatts {
    private Megawatts() {}

    static String text(long micros) {
        DecimalFormat format = new DecimalFormat("#,##0.000###", DecimalFormatSymbols.getInstance(Locale.ROOT));
        return format.format(FixedPoint.toDecimal(micros));
    }
}
