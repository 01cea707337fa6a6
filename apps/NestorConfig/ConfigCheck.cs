using Nestor.Json;
using Nestor.Wire.Options;

namespace NestorConfig;

/// <summary><c>nestor config check</c>: everything there is to say about a file, each with its line and a caret.</summary>
internal static class ConfigCheck
{
    /// <returns>The exit code: 0 when a server takes it, 1 when not.</returns>
    public static int Run(string file, Universe? family, TextWriter output, TextWriter errors)
    {
        if (ConfigFile.Read(file, errors) is not { } text)
        {
            return NestorConfigProgram.Trouble;
        }

        var lines = new SourceLines(file, text);
        bool isTaken = true;
        foreach (var universe in family is { } one ? [one] : ConfigFile.Families(text, file))
        {
            var loaded = ConfigFile.Load(text, file, universe);
            Print(loaded.Diagnostics, lines, output);
            var quarantined = loaded.Settings?.Quarantined ?? [];
            if (quarantined.Count > 0)
            {
                output.WriteLine($"Left out, because on-error is quarantine:");
                foreach (var entry in quarantined)
                {
                    output.WriteLine($"  {entry.Place}: an entry of {entry.List}");
                }
            }

            output.WriteLine(Summary(file, loaded, quarantined.Count));
            isTaken &= loaded.Settings is not null;
        }

        return isTaken ? 0 : 1;
    }

    /// <summary>Prints diagnostics in the order of their places.</summary>
    public static void Print(Diagnostics diagnostics, SourceLines lines, TextWriter output)
    {
        foreach (var found in diagnostics.All.OrderBy(d => d.Place.File != lines.File).ThenBy(d => d.Place.File, StringComparer.Ordinal)
            .ThenBy(d => d.Place.Line).ThenBy(d => d.Place.Column))
        {
            output.WriteLine($"{found.Place}: {(found.IsError ? "error" : "warning")}: {Printable.Of(found.Text)}");
            if (lines.Find(found.Place) is { } line)
            {
                var (shown, caret) = Printable.WithCaret(line, found.Place.Column);
                output.WriteLine($"    {shown}");
                output.WriteLine($"    {caret}");
            }
        }

        if (diagnostics.Dropped > 0)
        {
            output.WriteLine($"... and {diagnostics.Dropped} more");
        }
    }

    private static string Summary(string file, ConfigFile loaded, int left)
    {
        string server = loaded.Universe == Universe.V4 ? "kea-dhcp4" : "kea-dhcp6";
        int warnings = loaded.Diagnostics.All.Count(d => !d.IsError);
        string leftOut = left > 0 ? $", {Count(left, "entry left out", "entries left out")}" : "";
        return $"{file}: {(loaded.Settings is null ? "refused" : "fine")} for {server}: "
            + $"{Count(loaded.Diagnostics.Errors, "error", "errors")}, {Count(warnings, "warning", "warnings")}{leftOut}";
    }

    private static string Count(int count, string one, string more) => $"{count} {(count == 1 ? one : more)}";
}
