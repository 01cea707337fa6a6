using System.ComponentModel;
using System.Diagnostics;

namespace PerfDhcp.Runs;

/// <summary>The command of -w: called with "start" before the test and with "stop" after it.</summary>
internal sealed class WrappedCommand : IDisposable
{
    private readonly string _command;

    private WrappedCommand(string command) => _command = command;

    /// <returns>Null when there is no command or it cannot be started.</returns>
    public static WrappedCommand? Start(string command, out string? problem)
    {
        problem = command.Length == 0 ? null : Call(command, "start");
        return command.Length == 0 || problem is not null ? null : new WrappedCommand(command);
    }

    public void Dispose() => Call(_command, "stop");

    private static string? Call(string command, string argument)
    {
        try
        {
            using var process = Process.Start(command, argument);
            process.WaitForExit();
            return null;
        }
        catch (Win32Exception e)
        {
            return $"cannot run {command}: {e.Message}";
        }
    }
}
