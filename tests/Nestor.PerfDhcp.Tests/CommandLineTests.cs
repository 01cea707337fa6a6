using PerfDhcp;
using PerfDhcp.CommandLine;
using Xunit;

namespace Nestor.PerfDhcp.Tests;

public sealed class CommandLineTests
{
    /// <summary>A flag, and how the settings show that it was understood.</summary>
    public static TheoryData<string, string> Accepted { get; } = new()
    {
        { "-r 100", "Rate=100" },
        { "-r100", "Rate=100" },
        { "-r 100 -f 40 -F 60", "RenewRate=40 ReleaseRate=60" },
        { "-R 5", "Clients=5" },
        { "-b mac=00:0C:01:02:03:ff", "BaseMac=000c010203ff" },
        { "-b ether=1::2::3::4::5::6", "BaseMac=010203040506" },
        { "-b duid=0101010101010101", "BaseDuid=0101010101010101" },
        { "-p 2.5", "Period=2.5" },
        { "-n 7 -n 5", "Requests=7,5" },
        { "-d 0.5 -d 2", "DropSeconds=0.5,2" },
        { "-D 3 -D 4", "MaxDrops=3,4" },
        { "-D 12.5%", "MaxDropPercents=12.5" },
        { "-W 500000", "ExitWait=500000" },
        { "-i", "Mode=Do" },
        { "-B", "Broadcast=True" },
        { "-l eth0", "Local=eth0" },
        { "-L 6767 -N 1067", "LocalPort=6767 RemotePort=1067" },
        { "-s 12", "Seed=12" },
        { "-t 2 -C ;", "ReportInterval=2 Separator=;" },
        { "-T a -T b -X 4 -X 4 -O 33 -O 34 -E 8 -S 250 -I 244",
            "Templates=a,b XidOffsets=4,4 RandomOffsets=33,34 SecsOffset=8 ServerIdOffset=250 AddressOffset=244" },
        { "-4 -o 60,646f63 -o 77,", "Extra=60:646f63,77:" },
        { "-M macs", "MacListFile=macs" },
        { "-J relays", "RelayListFile=relays" },
        { "-u", "CheckUnique=True" },
        { "-xi -x ae", "Diagnostics=iae" },
        { "-P 9", "Preload=9" },
        { "-y 10 -Y 3", "SecsGrowFor=10 SecsGrowAfter=3" },
        { "--scenario avalanche", "IsAvalanche=True" },
        { "--scenario=basic", "IsAvalanche=False" },
        { "-g single", "ThreadModeGiven=True" },
        { "-e address-only", "Rate=0" },
        { "-w hook", "WrappedCommand=hook" },
        { "-1", "UseFirstServer=True" },
        { "--closed-loop 48 -p 1", "ClosedLoop=48" },
        { "--mode KNOWN", "Mode=Known" },
        { "--json -", "JsonFile=-" },
        { "--batch 8", "BatchSize=8" },
        { "--size 100 --udp-flood", "FloodSize=100 Job=UdpFlood" },
        { "--probe", "Job=Probe" },
        { "--null-server", "Job=NullServer" },
        { "--udp-echo", "Job=UdpEcho" },
        { "-6", "IsSix=True Leases=Address" },
        { "-6 -e address-only", "Leases=Address" },
        { "-6 -e prefix-only", "Leases=Prefix" },
        { "-6 -e address-and-prefix", "Leases=AddressPrefix" },
        { "-6 -i -c", "RapidCommit=True Mode=Do" },
        { "-6 -A 2 --or 1:37,0a0b --or 2:18,", "RelayLevels=2 RelayExtra=1:37:0a0b,2:18:" },
        { "-6 -o 15,0001aa -o 65000,", "Extra=15:0001aa,65000:" },
        { "-6 --mode sarr", "Mode=Dora" },
        { "-6 --mode sa", "Mode=Do" },
        { "-h", "Job=ShowHelp" },
        { "-v", "Job=ShowVersion" },
        { "-V", "Job=ShowLongVersion" },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Each_flag_is_understood(string flags, string expected)
    {
        var settings = new Settings();

        string? problem = CommandLineParser.Parse([.. flags.Split(' '), "192.0.2.1"], settings);

        Assert.Null(problem);
        Assert.Equal("192.0.2.1", settings.Server);
        var shown = Show(settings);
        Assert.All(expected.Split(' '), part => Assert.Contains(part, shown));
    }

    [Theory]
    [InlineData("", "name a server")]
    [InlineData("-z 192.0.2.1", "unknown flag -z")]
    [InlineData("--nonsense 192.0.2.1", "unknown flag --nonsense")]
    [InlineData("192.0.2.1 -r", "-r needs a value")]
    [InlineData("--probe=1 192.0.2.1", "takes no value")]
    [InlineData("192.0.2.1 192.0.2.2", "one server at most")]
    [InlineData("-r 0 192.0.2.1", "-r wants a positive number")]
    [InlineData("-r x 192.0.2.1", "-r wants a positive number")]
    [InlineData("-r 5000000000 192.0.2.1", "-r wants a positive number")]
    [InlineData("-R 0 192.0.2.1", "-R wants")]
    [InlineData("-W -1 192.0.2.1", "-W wants a number that is not negative")]
    [InlineData("-d 0 192.0.2.1", "-d wants a positive number of seconds")]
    [InlineData("-p nan 192.0.2.1", "-p wants a positive number of seconds")]
    [InlineData("-D 0 192.0.2.1", "-D wants a positive number")]
    [InlineData("-D 101% 192.0.2.1", "-D wants a percentage")]
    [InlineData("-b foo 192.0.2.1", "-b wants mac=")]
    [InlineData("-b mac=1:2:3 192.0.2.1", "six octets")]
    [InlineData("-b duid=01 192.0.2.1", "6 to 63 octets")]
    [InlineData("-L 65536 192.0.2.1", "-L wants a number from 0 to 65535")]
    [InlineData("-o 60,61 192.0.2.1", "-4 or -6 must be given before -o")]
    [InlineData("-4 -o 60 192.0.2.1", "-o wants CODE,HEX")]
    [InlineData("-4 -o 300,61 192.0.2.1", "-o wants a number from 1 to 254")]
    [InlineData("-4 -o 60,6 192.0.2.1", "in hexadecimal")]
    [InlineData("-g both 192.0.2.1", "single or multi")]
    [InlineData("-x q 192.0.2.1", "not 'q'")]
    [InlineData("--scenario flood 192.0.2.1", "basic or avalanche")]
    [InlineData("--mode 2 192.0.2.1", "--mode wants")]
    [InlineData("--batch 257 192.0.2.1", "--batch wants a number from 1 to 256")]
    [InlineData("-f 10 192.0.2.1", "-f is for use with -r")]
    [InlineData("-F 10 192.0.2.1", "-F is for use with -r")]
    [InlineData("-r 10 -f 6 -F 5 192.0.2.1", "must not exceed -r")]
    [InlineData("-i -1 192.0.2.1", "-1 is not compatible with -i")]
    [InlineData("-i -r 9 -F 1 192.0.2.1", "-F is not compatible with -i")]
    [InlineData("-X 4 192.0.2.1", "-X is for use with -T")]
    [InlineData("-O 33 192.0.2.1", "-O is for use with -T")]
    [InlineData("-O 3 -T a 192.0.2.1", "-O wants")]
    [InlineData("-T a -S 250 192.0.2.1", "-S is for use with a second -T")]
    [InlineData("-T a -I 250 192.0.2.1", "-I is for use with a second -T")]
    [InlineData("-T a -T b -T c 192.0.2.1", "twice at most")]
    [InlineData("-b mac=00:01:02:03:04:05 -M macs 192.0.2.1", "-b and -M exclude")]
    [InlineData("-y 1 192.0.2.1", "-y needs -Y")]
    [InlineData("-Y 1 192.0.2.1", "-Y needs -y")]
    [InlineData("--closed-loop 8 192.0.2.1", "needs an end")]
    [InlineData("--closed-loop 8 -p 1 -r 8 192.0.2.1", "--closed-loop and -r exclude")]
    [InlineData("-4 -6 2001:db8::1", "-4 and -6 exclude each other")]
    [InlineData("-6 -4 2001:db8::1", "-4 and -6 exclude each other")]
    [InlineData("-6 -B 2001:db8::1", "-B is not compatible with -6")]
    [InlineData("-A 1 192.0.2.1", "-6 must be given to use -A")]
    [InlineData("-6 -A 0 2001:db8::1", "-A wants a number from 1 to 8")]
    [InlineData("-6 -A 9 2001:db8::1", "-A wants a number from 1 to 8")]
    [InlineData("-i -c 192.0.2.1", "-6 must be given to use -c")]
    [InlineData("-6 -c 2001:db8::1", "-c is for use with -i")]
    [InlineData("--or 1:38,31 192.0.2.1", "-6 must be given to use --or")]
    [InlineData("-6 --or 1:38,31 2001:db8::1", "--or is for use with -A of its level or more")]
    [InlineData("-6 -A 1 --or 2:38,31 2001:db8::1", "--or is for use with -A of its level or more")]
    [InlineData("-6 -A 1 --or 38,31 2001:db8::1", "--or wants LEVEL:CODE,HEX")]
    [InlineData("-6 -A 1 --or 1:38 2001:db8::1", "--or wants CODE,HEX")]
    [InlineData("-6 -A 1 --or 1:0,31 2001:db8::1", "--or wants a number from 1 to 65535")]
    [InlineData("-6 -o 65536,31 2001:db8::1", "-o wants a number from 1 to 65535")]
    [InlineData("-e prefix-only 192.0.2.1", "-6 must be given to use -e other than address-only")]
    [InlineData("-6", "name a server")]
    [InlineData("-e nonsense 192.0.2.1", "-e wants address-only")]
    public void Wrong_flags_end_with_status_2_and_say_why(string line, string message)
    {
        var (status, _, errors) = RunLine(line);

        Assert.Equal(2, status);
        Assert.Contains("ERROR: parsing command line options: ", errors, StringComparison.Ordinal);
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-h", "--closed-loop")]
    [InlineData("-v", "VERSION: ")]
    [InlineData("-V", "Nestor")]
    public void Help_and_version_need_no_server_and_succeed(string line, string expected)
    {
        var (status, output, errors) = RunLine(line);

        Assert.Equal(0, status);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Empty(errors);
    }

    [Fact]
    public void Help_names_every_flag()
    {
        foreach (char flag in "146AbBcCdDeEfFghiIJlLMnNoOpPrRsStTuvVwWxXyY")
        {
            Assert.Contains($"-{flag}", HelpText.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_template_file_that_is_missing_is_a_general_error()
    {
        var (status, _, errors) = RunLine("-l 127.0.0.1 -L 0 -T /nonexistent/template 127.0.0.1");

        Assert.Equal(1, status);
        Assert.Contains("cannot read template file /nonexistent/template", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_dashes_end_the_flags()
    {
        var settings = new Settings();

        Assert.Null(CommandLineParser.Parse(["-i", "--", "-server"], settings));
        Assert.Equal("-server", settings.Server);
    }

    private static (int Status, string Output, string Errors) RunLine(string line)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int status = PerfDhcpProgram.Run(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, errors, TestContext.Current.CancellationToken);
        return (status, output.ToString(), errors.ToString());
    }

    private static List<string> Show(Settings s) =>
    [
        $"Rate={s.Rate}", $"RenewRate={s.RenewRate}", $"ReleaseRate={s.ReleaseRate}", $"Clients={s.Clients}",
        $"BaseMac={s.BaseMac:x12}", $"BaseDuid={s.BaseDuid}", $"Period={s.Period}", $"Requests={string.Join(',', s.Requests)}",
        $"DropSeconds={string.Join(',', s.DropSeconds)}", $"MaxDrops={string.Join(',', s.MaxDrops)}",
        $"MaxDropPercents={string.Join(',', s.MaxDropPercents)}", $"ExitWait={s.ExitWaitMicroseconds}", $"Mode={s.Mode}",
        $"Broadcast={s.Broadcast}", $"Local={s.Local}", $"LocalPort={s.LocalPort}", $"RemotePort={s.RemotePort}",
        $"Seed={s.Seed}", $"ReportInterval={s.ReportInterval}", $"Separator={s.Separator}",
        $"Templates={string.Join(',', s.Templates)}", $"XidOffsets={string.Join(',', s.XidOffsets)}",
        $"RandomOffsets={string.Join(',', s.RandomOffsets)}", $"SecsOffset={s.SecsOffset}",
        $"ServerIdOffset={s.ServerIdOffset}", $"AddressOffset={s.AddressOffset}",
        $"Extra={string.Join(',', s.ExtraOptions.Select(o => $"{o.Code}:{Convert.ToHexStringLower(o.Value)}"))}",
        $"MacListFile={s.MacListFile}", $"RelayListFile={s.RelayListFile}", $"CheckUnique={s.CheckUnique}",
        $"Diagnostics={s.Diagnostics}", $"Preload={s.Preload}", $"SecsGrowFor={s.SecsGrowFor}",
        $"SecsGrowAfter={s.SecsGrowAfter}", $"IsAvalanche={s.IsAvalanche}", $"ThreadModeGiven={s.ThreadModeGiven}",
        $"WrappedCommand={s.WrappedCommand}", $"UseFirstServer={s.UseFirstServer}", $"ClosedLoop={s.ClosedLoop}",
        $"IsSix={s.IsSix}", $"Leases={s.Leases.ToString().Replace(", ", "", StringComparison.Ordinal)}",
        $"RapidCommit={s.RapidCommit}", $"RelayLevels={s.RelayLevels}",
        $"RelayExtra={string.Join(',', s.RelayOptions.Select(o => $"{o.Level}:{o.Option.Code}:{Convert.ToHexStringLower(o.Option.Value)}"))}",
        $"JsonFile={s.JsonFile}", $"BatchSize={s.BatchSize}", $"FloodSize={s.FloodSize}", $"Job={s.Job}",
    ];
}
