using System.Globalization;
using Nestor.Wire.Values;
using PerfDhcp.CommandLine;
using PerfDhcp.Packets;
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
            settings.Job == Job.UdpFlood && settings.LocalPort == 0
                ? ends with { Local = ends.Local with { Port = 0 } }
                : ends,
            settings.Broadcast, settings.BatchSize, out problem);
        return port is null ? PerfDhcpProgram.GeneralError
            : settings.Job == Job.Probe ? Ask(settings, port, ends, output, stop, out problem)
            : FloodEcho(settings, port, output, stop);
    }

    private static int Respond(Settings settings, Endpoints ends, CancellationToken stop, out string? problem)
    {
        // What is sent to a multicast group does not arrive at a socket that is bound to an address of the host.
        bool isGroup = ends.Server.IsMulticast6 && ends.Server.Scope != 0;
        var local = isGroup ? ends.Local with { Address = UInt128.Zero, Scope = 0 } : ends.Local;
        using var socket = UdpSocket.Open(local, broadcast: true, out problem);
        if (socket is null)
        {
            return PerfDhcpProgram.GeneralError;
        }

        if (isGroup && !socket.Join(ends.Server.Address, ends.Server.Scope))
        {
            problem = $"cannot join the group {ends.Server}";
            return PerfDhcpProgram.GeneralError;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (settings.Period > 0)
        {
            limit.CancelAfter(TimeSpan.FromSeconds(settings.Period));
        }

        Responder.Run(
            socket, settings.BatchSize,
            settings.Job == Job.UdpEcho ? Responder.Echo
                : settings.IsSix ? Responder.Null6()
                : Responder.Null4(new Ip4((uint)ends.Local.Address)),
            limit.Token);
        return PerfDhcpProgram.Success;
    }

    private static int Ask(
        Settings settings, UdpPort port, Endpoints ends, TextWriter output, CancellationToken stop, out string? problem)
    {
        if (TemplateSet.Load(settings, out problem) is not { } templates)
        {
            return PerfDhcpProgram.GeneralError;
        }

        var limit = TimeSpan.FromSeconds(settings.Period > 0 ? settings.Period : 30);
        var dice = settings.Seed == 0 ? new Random() : new Random((int)settings.Seed);
        if (Probe.Run(port, Protocol.Of(settings), templates.Discover, ends.Relay, limit, TimeProvider.System, dice, stop) is not { } at)
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
