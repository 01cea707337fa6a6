using System.Globalization;
using System.Text.Json;
using Nestor.Wire.Values;
using PerfDhcp;
using PerfDhcp.Limits;
using PerfDhcp.Sockets;
using Xunit;

namespace Nestor.PerfDhcp.Tests;

/// <summary>Small runs over real sockets on the loopback interface, against our own responder.</summary>
public sealed class LoopbackTests
{
    private static readonly Endpoint Loopback4 = Endpoint.Of(Ip4.Parse("127.0.0.1"), 0);
    private static readonly Endpoint Loopback6 = new(true, UInt128.One, 0);

    [Fact]
    public void A_closed_loop_against_the_null_server_completes_every_exchange()
    {
        using var json = new TemporaryFile();

        var (status, output) = Against(
            Responder.Null4(Ip4.Parse("127.0.0.1")), "-l 127.0.0.1 --closed-loop 8 -n 500 --json " + json.Path);

        Assert.True(status == 0, output);
        using var result = JsonDocument.Parse(File.ReadAllBytes(json.Path));
        Assert.Equal(500, result.RootElement.GetProperty("completed").GetInt64());
        Assert.True(result.RootElement.GetProperty("whole-exchange").GetProperty("p99").GetDouble() > 0);
    }

    [Theory]
    [InlineData("-e address-only")]
    [InlineData("-e prefix-only")]
    [InlineData("-e address-and-prefix -A 2")]
    [InlineData("-i -c")]
    [InlineData("--mode renew -R 20")]
    public void A_closed_loop_of_DHCPv6_against_the_null_server_completes_every_exchange(string flags)
    {
        using var json = new TemporaryFile();

        var (status, output) = Against(
            Responder.Null6(), $"-6 -l ::1 --closed-loop 8 -n 500 --json {json.Path} {flags}");

        Assert.True(status == 0, output);
        using var result = JsonDocument.Parse(File.ReadAllBytes(json.Path));
        Assert.Equal(500, result.RootElement.GetProperty("completed").GetInt64());
        Assert.Equal("dhcp6", result.RootElement.GetProperty("protocol").GetString());
    }

    [Fact]
    public void The_probe_hears_the_null_server_of_DHCPv6()
    {
        var (status, output) = Against(Responder.Null6(), "-6 -l ::1 --probe -p 5");

        Assert.Equal(0, status);
        Assert.True(double.Parse(output, CultureInfo.InvariantCulture) > 1e9);
    }

    [Fact]
    public void The_probe_hears_the_null_server()
    {
        var (status, output) = Against(Responder.Null4(Ip4.Parse("127.0.0.1")), "-l 127.0.0.1 --probe -p 5");

        Assert.Equal(0, status);
        Assert.True(double.Parse(output, CultureInfo.InvariantCulture) > 1e9);
    }

    [Fact]
    public void The_flood_counts_what_the_echo_sends_back()
    {
        var (status, output) = Against(Responder.Echo, "-l 127.0.0.1 --udp-flood -p 1 --closed-loop 4");

        Assert.Equal(0, status);
        Assert.True(long.Parse(output.Split('\t')[1], CultureInfo.InvariantCulture) > 0);
    }

    [Fact]
    public void A_probe_without_a_server_ends_with_status_3()
    {
        using var nobody = UdpSocket.Open(Loopback4, broadcast: false, out _);

        var (status, _) = Call($"-l 127.0.0.1 -L {FreePort()} -N {nobody!.LocalPort} --probe -p 0.05 127.0.0.1");

        Assert.Equal(3, status);
    }

    private static (int Status, string Output) Against(Responder.Answer answer, string flags)
    {
        bool isSix = flags.StartsWith("-6", StringComparison.Ordinal);
        using var socket = UdpSocket.Open(isSix ? Loopback6 : Loopback4, broadcast: false, out string? problem);
        Assert.Null(problem);
        using var stop = new CancellationTokenSource();
        var server = new Thread(() => Responder.Run(socket!, 16, answer, stop.Token));
        server.Start();
        try
        {
            return Call($"{flags} -L {FreePort()} -N {socket!.LocalPort} {(isSix ? "::1" : "127.0.0.1")}");
        }
        finally
        {
            stop.Cancel();
            server.Join();
        }
    }

    private static (int Status, string Output) Call(string line)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int status = PerfDhcpProgram.Run(line.Split(' '), output, errors, TestContext.Current.CancellationToken);
        return (status, output.ToString() + errors);
    }

    private static int FreePort()
    {
        using var socket = UdpSocket.Open(Loopback4, broadcast: false, out _);
        return socket!.LocalPort;
    }

    private sealed class TemporaryFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
