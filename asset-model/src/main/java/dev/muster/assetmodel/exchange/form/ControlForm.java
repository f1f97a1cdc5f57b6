package dev.muster.assetmodel.exchange.form;

import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SetPointControl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What devices of a type can be told, as a line has it. */
public final class ControlForm {
    private ControlForm() {}

    /** Nothing for a type that takes no commands. */
    public static void put(Map<String, Object> form, AssetType type) {
        if (!type.commands().isEmpty()) {
            form.put(
                    "commands",
                    type.commands().stream().map(ControlForm::command).toList());
        }
        SetPointControl setPoint = type.setPoint();
        if (setPoint != null) {
            form.put("setPoint", setPoint(setPoint));
        }
    }

    private static Map<String, Object> command(CommandDefinition command) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("name", command.name().value());
        form.put("title", command.title());
        unlessEmpty(
                form,
                "parameters",
                command.parameters().stream().map(ControlForm::parameter).toList());
        unlessNull(form, "sets", command.sets());
        return form;
    }

    private static Map<String, Object> parameter(Parameter parameter) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("name", parameter.name());
        form.put("title", parameter.title());
        form.put("kind", parameter.kind());
        unlessNull(form, "unit", parameter.unit());
        Range range = parameter.range();
        unlessNull(form, "range", range == null ? null : AssetForm.range(range));
        unlessNull(
                form,
                "limitedBy",
                parameter.limitedBy() == null ? null : parameter.limitedBy().value());
        unlessEmpty(form, "choices", parameter.choices());
        if (parameter.optional()) {
            form.put("optional", true);
        }
        return form;
    }

    private static Map<String, Object> setPoint(SetPointControl control) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("signal", control.signal().value());
        form.put("command", control.command().value());
        form.put("release", control.release().value());
        form.put("available", control.available().value());
        unlessNull(
                form, "takes", control.takes() == null ? null : control.takes().value());
        form.put("minimumShare", control.minimumShare());
        form.put("rampPerSecond", control.rampPerSecond());
        SetPointControl.StateOfCharge charge = control.stateOfCharge();
        if (charge != null) {
            Map<String, Object> marks = new LinkedHashMap<>();
            marks.put("signal", charge.signal().value());
            marks.put("lowest", charge.lowest());
            marks.put("highest", charge.highest());
            form.put("stateOfCharge", marks);
        }
        form.put("failSafeAfter", control.failSafeAfter().toString());
        return form;
    }

    private static void unlessNull(Map<String, Object> form, String name, @Nullable Object value) {
        if (value != null) {
            form.put(name, value);
        }
    }

    private static void unlessEmpty(Map<String, Object> form, String name, List<?> values) {
        if (!values.isEmpty()) {
            form.put(name, values);
        }
    }
}
