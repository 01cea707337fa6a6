using System.ComponentModel;
using System.Diagnostics;
using CommandLines;
using CommandLines.Tables;
using Nestor.Server.Runtime;

namespace NestorManual;

/// <summary>The commands <c>nestor man</c> and <c>nestor completion</c>: the manual, and what shells complete.</summary>
public static class NestorManualProgram
{
    private const int Trouble = 2;

    public static int Completion(string[] args) => Completion(args, Console.Out, Console.Error);

    public static int Man(string[] args) => Man(args, Console.Out, Console.Error);

    private static int Completion(string[] args, TextWriter output, TextWriter errors)
    {
        if (GivenFlags.ReadOrTell(Catalog.Completion, args, output, errors) is not { } given)
        {
            return args.Contains("-h") || args.Contains("--help") ? 0 : Trouble;
        }

        string? text = given.Words switch
        {
            ["bash"] => BashCompletion.Text(),
            ["zsh"] => ZshCompletion.Text(),
            ["fish"] => FishCompletion.Text(),
            _ => null,
        };
        if (text is null)
        {
            errors.WriteLine(UsageText.Of(Catalog.Completion));
            return Trouble;
        }

        output.Write(text);
        return 0;
    }

    private static int Man(string[] args, TextWriter output, TextWriter errors)
    {
        if (GivenFlags.ReadOrTell(Catalog.Man, args, output, errors) is not { } given)
        {
            return args.Contains("-h") || args.Contains("--help") ? 0 : Trouble;
        }

        if (given.Has("--list"))
        {
            output.WriteLine(string.Join('\n', Catalog.All.Select(p => p.PageName)));
            return 0;
        }

        if (given.Value("--write") is { } folder)
        {
            return WriteAll(folder, errors);
        }

        string name = given.Words.Count == 0 ? "nestor" : string.Join('-', given.Words);
        if (Catalog.All.FirstOrDefault(p => p.PageName == name || p.PageName == "nestor-" + name) is not { } program)
        {
            errors.WriteLine($"found \"{name}\", wanted one of {string.Join(", ", Catalog.All.Select(p => p.PageName))}");
            return Trouble;
        }

        string page = ManPage.Of(program, ProductVersion.Text);
        if (Console.IsOutputRedirected || !TryShow(page))
        {
            output.Write(page);
        }

        return 0;
    }

    private static int WriteAll(string folder, TextWriter errors)
    {
        try
        {
            foreach (var program in Catalog.All)
            {
                string section = Directory.CreateDirectory(Path.Combine(folder, $"man{program.Section}")).FullName;
                File.WriteAllText(Path.Combine(section, $"{program.PageName}.{program.Section}"), ManPage.Of(program, ProductVersion.Text));
            }

            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(e.Message);
            return Trouble;
        }
    }

    /// <summary>Lets man(1) show it; false where that is not installed.</summary>
    private static bool TryShow(string page)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, page);
            using var man = Process.Start(new ProcessStartInfo("man", ["-l", file]) { UseShellExecute = false })!;
            man.WaitForExit();
            return true;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return false;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
