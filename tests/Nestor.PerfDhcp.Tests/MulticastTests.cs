using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using PerfDhcp;
using Xunit;

namespace Nestor.PerfDhcp.Tests;

/// <summary>
/// DHCPv6 as clients speak it, to ff02::1:2, against the null server: on a link of its own, in a network namespace that
/// only the threads of the test are in. Skips without the right to make one.
/// </summary>
public sealed partial class MulticastTests
{
    private const int NewNetwork = 0x4000_0000;

    [Theory]
    [InlineData("-l eth0")]
    [InlineData("-l eth0 -A 2 -e address-and-prefix all")]
    [InlineData("-l eth0 servers -N 547")]
    public void Every_exchange_over_multicast_is_completed__RFC8415_7_1(string flags)
    {
        (int Status, string Output) run = default;
        string? missing = null;
        var test = new Thread(() =>
        {
            missing = MakeLink();
            if (missing is null)
            {
                run = Measure(flags);
            }
        });
        test.Start();
        test.Join();
        Assert.SkipWhen(missing is not null, missing ?? "");

        Assert.True(run.Status == 0, run.Output);
        Assert.Contains("received packets: 200", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Takes this thread, and those it starts, to a new network with one interface.</summary>
    private static string? MakeLink()
    {
        if (Unshare(NewNetwork) < 0)
        {
            return "no right to make a network namespace: " + Marshal.GetLastPInvokeErrorMessage();
        }

        try
        {
            // Addresses can be used at once.
            File.WriteAllText("/proc/sys/net/ipv6/conf/all/accept_dad", "0");
            File.WriteAllText("/proc/sys/net/ipv6/conf/default/accept_dad", "0");
            foreach (string line in (string[])
                ["link add eth0 type veth peer name eth1", "link set lo up", "link set eth1 up", "link set eth0 up",
                 "addr add 2001:db8::1/32 dev eth0"])
            {
                using var ip = Process.Start("ip", line);
                ip.WaitForExit();
                if (ip.ExitCode != 0)
                {
                    return $"ip {line} fails";
                }
            }

            WaitForLinkLocal();
            return null;
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>Also without a search for duplicates an address is tentative until the kernel comes to it: five seconds at most.</summary>
    private static void WaitForLinkLocal()
    {
        const int Tentative = 0x40;
        for (int i = 0; i < 250; i++)
        {
            // Address, number of the interface, length, scope, flags, name.
            var rows = File.ReadAllLines("/proc/thread-self/net/if_inet6").Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (rows.Any(r => r[5] == "eth0" && r[3] == "20" && (Convert.ToInt32(r[4], 16) & Tentative) == 0))
            {
                return;
            }

            Thread.Sleep(20);
        }
    }

    private static (int Status, string Output) Measure(string flags)
    {
        string group = flags.Contains("servers", StringComparison.Ordinal) ? " servers" : "";
        using var stop = new CancellationTokenSource();
        var server = new Thread(() => Call("-6 --null-server -l eth0" + group, stop.Token));
        server.Start();
        try
        {
            var (status, output) = Call("-6 --probe -p 20 -l eth0" + group, stop.Token);
            return status == 0 ? Call("-6 --closed-loop 8 -n 200 " + flags, stop.Token) : (status, output);
        }
        finally
        {
            stop.Cancel();
            server.Join();
        }
    }

    private static (int Status, string Output) Call(string line, CancellationToken stop)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int status = PerfDhcpProgram.Run(line.Split(' '), output, errors, stop);
        return (status, output.ToString() + errors);
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);
}
