package dev.muster.assetmodel.exchange.csv;

/** A column of a file, or of the mapping that was given for it, with which the file cannot be read. */
public final class BadColumn extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String column;

    BadColumn(String column, String detail) {
        super(detail, null, false, false);
        this.column = column;
    }

    /** As it is called in the file. */
    public String column() {
        return column;
    }

    /** "Expected … but …". */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
