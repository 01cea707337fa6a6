using System.ComponentModel;
using System.Diagnostics;

namespace KeaCtrl;

/// <summary>Asks a program for its version.</summary>
internal static class ServerVersion
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Its first line for -v, or why there is none.</summary>
    public static string Ask(string binary)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(binary, ["-v"]) { RedirectStandardOutput = true })!;
            var line = process.StandardOutput.ReadLineAsync();
            if (line.Wait(Patience))
            {
                return line.Result ?? "unknown";
            }

            process.Kill();
            return "no answer";
        }
        catch (Exception e) when (e is Win32Exception or IOException or AggregateException)
        {
            return e.Message;
        }
    }
}
