using System.Diagnostics;
using System.Net.Sockets;

namespace StandardLibraries.External;

/// <summary>The way to a program: its socket, or the streams of a process that is started for it and ends with it.</summary>
internal sealed class Line : IDisposable
{
    private readonly Process? _process;
    private readonly Socket? _socket;

    private Line(Process process)
    {
        _process = process;
        Output = process.StandardInput.BaseStream;
        Input = process.StandardOutput.BaseStream;
        Errors = process.StandardError.BaseStream;
    }

    private Line(Socket socket)
    {
        _socket = socket;
        Input = Output = new NetworkStream(socket, ownsSocket: false);
    }

    /// <summary>What the program is told.</summary>
    public Stream Output { get; }

    /// <summary>What it says.</summary>
    public Stream Input { get; }

    /// <summary>What it complains of; null for a socket.</summary>
    public Stream? Errors { get; }

    /// <exception cref="IOException">And others of the system's: it cannot be reached.</exception>
    public static async Task<Line> Open(ProgramSettings settings, CancellationToken stop)
    {
        if (settings.Command is { } command)
        {
            var start = new ProcessStartInfo(command, settings.Arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            return new Line(Process.Start(start)!);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(settings.Socket!), stop);
            return new Line(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        if (_process is null)
        {
            return;
        }

        try
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(TimeSpan.FromSeconds(2));
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        _process.Dispose();
    }
}
