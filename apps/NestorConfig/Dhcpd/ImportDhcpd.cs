using Nestor.Json;
using Nestor.Wire.Options;
using NestorConfig.Dhcpd.Leases;
using NestorConfig.Dhcpd.Output;

namespace NestorConfig.Dhcpd;

/// <summary><c>nestor config import-dhcpd</c>: a configuration and leases of ISC dhcpd for Kea.</summary>
internal static class ImportDhcpd
{
    /// <returns>The exit code: 0 when everything has a counterpart, 1 when the list has what has none, 2 without output.</returns>
    public static int Run(string file, Universe? family, ImportFlags flags, TextWriter output, TextWriter errors)
    {
        if (ConfigFile.Read(file, errors) is not { } text)
        {
            return NestorConfigProgram.Trouble;
        }

        var lines = new SourceLines(file, text);
        var import = Import.Of(text, file, family, flags.IsOld, flags.HasNotes && flags.Leases is null, JsonReader.OpenFile);
        if (import.Conversion is not { } conversion)
        {
            ConfigCheck.Print(import.Diagnostics, lines, errors);
            return NestorConfigProgram.Trouble;
        }

        string result = import.Json!;
        var notes = conversion.Notes;
        if (flags.Leases is { } leaseFile)
        {
            if (ConfigFile.Read(leaseFile, errors) is not { } leases)
            {
                return NestorConfigProgram.Trouble;
            }

            (notes, file, lines) = (new Notes(), leaseFile, new SourceLines(leaseFile, leases));
            var diagnostics = new Diagnostics();
            var imported = LeaseImport.Of(leases, leaseFile, conversion, notes, diagnostics, flags.Now);
            if (diagnostics.HasErrors)
            {
                ConfigCheck.Print(diagnostics, lines, errors);
                return NestorConfigProgram.Trouble;
            }

            result = imported.Csv;
            errors.WriteLine(imported.Summary);
        }

        Print(notes, file, lines, errors);
        if (!TryWrite(result, flags.Output, output, errors))
        {
            return NestorConfigProgram.Trouble;
        }

        return notes.Lost > 0 ? 1 : 0;
    }

    private static void Print(Notes notes, string file, SourceLines lines, TextWriter errors)
    {
        foreach (var note in notes.Ordered(file))
        {
            errors.WriteLine(Printable.Of(note.ToString()));
            if (lines.Find(note.Place) is { } line)
            {
                var (shown, caret) = Printable.WithCaret(line, note.Place.Column);
                errors.WriteLine($"    {shown}");
                errors.WriteLine($"    {caret}");
            }
        }

        errors.WriteLine($"{file}: {notes.Lost} left out, {notes.All.Count - notes.Lost} notes");
    }

    private static bool TryWrite(string text, string? path, TextWriter output, TextWriter errors)
    {
        if (path is null)
        {
            output.Write(text);
            return true;
        }

        try
        {
            File.WriteAllText(path, text);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors.WriteLine($"{path}: {e.Message}");
            return false;
        }
    }
}
