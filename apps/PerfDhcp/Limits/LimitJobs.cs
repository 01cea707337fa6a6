using System.Globalization;
using PerfDhcp.CommandLine;
using PerfDhcp.Sockets;

namespace PerfDhcp.Limits;

/// <summary>The jobs that are no measurement of a DHCP server: --probe, --null-server, --udp-echo, --udp-flood.</summary>
internal static class LimitJobs
{
    private const int DefaultWindow = 64;

    public static int Run(Settings settings, TextWriter output, CancellationToken stop, out string? problem)
    {
        if (settings.Job is Job.NullServer or Job.UdpEcho && settings.Server.Length == 0)
        {
            settings.Server = "all";
        }

        if (LocalAddress.Find(settings, out problem) is not { } ends)
        {
            return PerfDhcpProgram.GeneralError;
        }

        if (settings.Job is Job.NullServer or Job.UdpEcho)
        {
            return Respond(settings, ends, stop, out problem);
        }

        using var port = UdpPort.Open(
            settings.Job == Job.UdpFlood && settings.LocalPort == 0 ? ends with { LocalPort = 0 } : ends,
            settings.Broadcast, settings.BatchSize, out problem);
        return port is null ? PerfDhcpProgram.GeneralError
            : settings.Job == Job.Probe ? Ask(settings, port, ends, output, stop)
            : FloodEcho(settings, port, output, stop);
    }

    private static int Respond(Settings settings, Endpoints ends, CancellationToken stop, out string? problem)
    {
        using var socket = UdpSocket.Open(ends.Local, ends.LocalPort, broadcast: true, out problem);
        if (socket is null)
        {
            return PerfDhcpProgram.GeneralError;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (settings.Period > 0)
        {
            limit.CancelAfter(TimeSpan.FromSeconds(settings.Period));
        }

        Responder.Run(
            socket, settings.BatchSize,
            settings.Job == Job.UdpEcho ? Responder.Echo : Responder.Null(ends.Local), limit.Token);
        return PerfDhcpProgram.Success;
    }

    private static int Ask(Settings settings, UdpPort port, Endpoints ends, TextWriter output, CancellationToken stop)
    {
        var limit = TimeSpan.FromSeconds(settings.Period > 0 ? settings.Period : 30);
        var dice = settings.Seed == 0 ? new Random() : new Random((int)settings.Seed);
        if (Probe.Run(port, ends.Local, limit, TimeProvider.System, dice, stop) is not { } at)
        {
            return PerfDhcpProgram.Incomplete;
        }

        output.WriteLine((at.ToUnixTimeMilliseconds() / 1e3).ToString("F3", CultureInfo.InvariantCulture));
        return PerfDhcpProgram.Success;
    }

    private static int FloodEcho(Settings settings, UdpPort port, TextWriter output, CancellationToken stop)
    {
        var result = Flood.Run(
            port,
            settings.ClosedLoop > 0 ? settings.ClosedLoop : DefaultWindow,
            settings.FloodSize,
            TimeSpan.FromSeconds(settings.Period > 0 ? settings.Period : 3),
            TimeProvider.System,
            stop);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{result.PerSecond:F0}\t{result.Received}\t{result.Lost}"));
        return result.Received > 0 ? PerfDhcpProgram.Success : PerfDhcpProgram.Incomplete;
    }
}
