using System.Globalization;
using System.Text;
using Nestor.Engine.Reconfiguration;
using Nestor.Engine.V4;
using Nestor.Json;
using Nestor.Leases;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Reconfiguration;

public sealed class ForceRenewTests
{
    private const string OnCommand = "\"reconfigure\": \"on-command\", " + Bench.PlainSubnet;

    private static string Auto(string dns, string extra = "") => $$"""
        "reconfigure": "auto", "option-data": [ { "name": "domain-name-servers", "data": "{{dns}}" } ], {{extra}}
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ] },
                     { "id": 2, "subnet": "198.51.100.0/24", "pools": [ { "pool": "198.51.100.10 - 198.51.100.19" } ],
                       "option-data": [ { "name": "domain-name-servers", "data": "198.51.100.53" } ] } ]
        """;

    private static string Tell(Bench bench, string arguments) =>
        ((int)ReconfigureCommandTests.Tell(bench, arguments).Code).ToString(CultureInfo.InvariantCulture);

    private static string Context(Bench bench, Ip4 address) =>
        Encoding.UTF8.GetString(bench.Engine.Leases.UserContext(bench.Engine.Leases.Find(address)));

    [Fact]
    public void A_capable_client_gets_a_nonce_with_its_lease_and_a_renewal_does_not_send_it_again__RFC6704_3_1()
    {
        var bench = new Bench(OnCommand);
        var client = new TestClient4(bench);
        client.Lease();
        Assert.Equal(Enumerable.Repeat((byte)1, 16), client.Nonce);
        Assert.Contains("\"forcerenew-nonce\": \"01010101010101010101010101010101\"", Context(bench, client.Address));

        client.Renew();
        Assert.False(client.Ack.HasOption(OptionCode4.Authentication));
        Assert.Contains("\"01010101010101010101010101010101\"", Context(bench, client.Address));
    }

    [Fact]
    public void Nobody_gets_a_nonce_who_does_not_ask_or_while_it_is_off__RFC6704_3_1()
    {
        var bench = new Bench(OnCommand);
        var client = new TestClient4(bench);
        client.Lease(isCapable: false);
        Assert.Null(client.Nonce);
        Assert.Equal("", Context(bench, client.Address));

        var off = new Bench(Bench.PlainSubnet);
        client = new TestClient4(off);
        client.Lease();
        Assert.Null(client.Nonce);
        Assert.Equal("", Context(off, client.Address));
        Assert.Equal("1", Tell(off, "{ \"all\": true }"));
    }

    [Fact]
    public void A_client_that_is_told_believes_it_and_renews_and_is_told_no_more__RFC3203_3_RFC6704_3_1_3()
    {
        var bench = new Bench(OnCommand);
        var client = new TestClient4(bench);
        client.Lease();
        new TestClient4(bench, 2).Lease(isCapable: false);

        Assert.Equal("0", Tell(bench, "{ \"hw-address\": \"02:00:00:00:00:01\" }"));
        var told = Assert.Single(bench.Idle());
        Assert.True(client.Believes(told));
        Assert.False(client.Believes(told));
        Assert.Equal(0x0200_0000_0001ul, told.DestinationMac);

        client.Renew();
        bench.Now += 600;
        Assert.Empty(bench.Idle());
        Assert.True(bench.Engine.Reconfigurer.IsIdle);
    }

    [Fact]
    public void A_client_that_does_not_come_is_told_eight_times_ever_more_rarely__RFC3203_3()
    {
        var bench = new Bench(OnCommand);
        var client = new TestClient4(bench);
        client.Lease();
        Tell(bench, "{ \"all\": true }");
        long start = bench.Now;
        var times = new List<long>();
        for (; bench.Now < start + 1000; bench.Now++)
        {
            foreach (var told in bench.Idle())
            {
                Assert.True(client.Believes(told));
                times.Add(bench.Now - start);
            }
        }

        Assert.Equal([0, 2, 6, 14, 30, 62, 126, 254], times);
        Assert.True(bench.Engine.Reconfigurer.IsIdle);
    }

    [Fact]
    public void A_new_configuration_brings_just_the_clients_whose_options_it_changed_and_they_get_the_new_ones__RFC3203_3()
    {
        var bench = new Bench(Auto("192.0.2.53"));
        var client = new TestClient4(bench);
        client.Lease();
        Assert.True(client.Ack.TryAddressOption(OptionCode4.DomainNameServers, out var dns));
        Assert.Equal("192.0.2.53", dns.ToString());

        // What differs is hidden from the client by a nearer scope, or is not an option at all.
        bench.Reconfigure(Auto("192.0.2.53", "\"valid-lifetime\": 9000,"));
        Assert.Empty(bench.Idle());

        bench.Reconfigure(Auto("192.0.2.54"));
        Assert.True(client.Believes(Assert.Single(bench.Idle())));
        client.Renew();
        Assert.True(client.Ack.TryAddressOption(OptionCode4.DomainNameServers, out dns));
        Assert.Equal("192.0.2.54", dns.ToString());
    }

    [Fact]
    public void A_changed_option_of_another_scope_or_one_that_a_nearer_scope_hides_brings_nobody()
    {
        const string Hidden = """
            "reconfigure": "auto", "option-data": [ { "name": "domain-name-servers", "data": "DNS" } ],
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19",
                "option-data": [ { "name": "domain-name-servers", "data": "192.0.2.1" } ] } ] } ]
            """;
        var bench = new Bench(Hidden.Replace("DNS", "10.0.0.1"));
        new TestClient4(bench).Lease();
        bench.Reconfigure(Hidden.Replace("DNS", "10.0.0.2"));
        Assert.Empty(bench.Idle());
        bench.Reconfigure(Hidden.Replace("DNS", "10.0.0.2").Replace("192.0.2.1\"", "192.0.2.2\""));
        Assert.Single(bench.Idle());
    }

    [Fact]
    public void Nonce_and_replay_counter_outlive_a_restart__RFC6704_3_1_3()
    {
        var bench = new Bench(OnCommand);
        var client = new TestClient4(bench);
        client.Lease();
        Tell(bench, "{ \"all\": true }");
        Assert.True(client.Believes(Assert.Single(bench.Idle())));

        // The lease as a file has it, in a server that was started a second later.
        var leases = new LeaseTable4(1, 0);
        leases.Put(bench.Engine.Leases.View(bench.Engine.Leases.Find(client.Address)));
        var later = new Engine4(bench.Engine.Settings, leases, EngineLoggers4.Silent, 2) { Keys = k => k.Fill(9) };
        later.Reconfigurer.Links = [new Link4(Bench.Eth0, 0)];
        later.Reconfigurer.Start(new ReconfigureJob());
        var batch = new Loop.Batch4();
        new Loop.EngineLoop4(later).Run(batch, bench.Now + 1);
        Assert.True(client.Believes(Assert.Single(batch.Immediate.ToArray())));
    }

    [Fact]
    public void What_else_stands_in_the_user_context_stays_and_Kea_s_way_of_writing_it_is_read()
    {
        var bench = new Bench(OnCommand);
        var client = new TestClient4(bench);
        client.Lease();
        int slot = bench.Engine.Leases.Find(client.Address);
        var lease = bench.Engine.Leases.View(slot);
        lease.UserContext = Encoding.UTF8.GetBytes(
            "{\"a\":[1,2],\"nestor\":{\"forcerenew-nonce\":\"01010101010101010101010101010101\"}}");
        bench.Engine.Leases.Put(in lease);

        client.Renew();
        Assert.False(client.Ack.HasOption(OptionCode4.Authentication));
        Assert.StartsWith("{ \"a\": [ 1, 2 ], \"nestor\": { \"forcerenew-nonce\": \"0101", Context(bench, client.Address));
        Tell(bench, "{ \"subnet-id\": 1 }");
        Assert.True(client.Believes(Assert.Single(bench.Idle())));
    }

    [Fact]
    public void Many_clients_are_told_at_a_pace()
    {
        var bench = new Bench("""
            "reconfigure": "on-command",
            "subnet4": [ { "id": 1, "subnet": "192.0.0.0/16", "pools": [ { "pool": "192.0.0.0/16" } ] } ]
            """);
        for (uint i = 0; i < 500; i++)
        {
            bench.Engine.Leases.Put(new Model.Leases.Lease4View
            {
                Fields = new() { Address = new Ip4(0xC000_0100 + i), SubnetId = 1, Cltt = bench.Now, ValidLifetime = 3600 },
                HardwareAddress = [2, 0, 0, 0, (byte)(i >> 8), (byte)i],
                UserContext = "{\"nestor\":{\"forcerenew-nonce\":\"01010101010101010101010101010101\"}}"u8,
            });
        }

        Tell(bench, "{ \"all\": true }");
        var perTurn = new List<int>();
        for (int turn = 0; turn < 10; turn++)
        {
            perTurn.Add(bench.Idle().Count);
        }

        Assert.Equal([32, 32, 32, 32, 32, 32, 8, 0, 0, 0], perTurn);
        bench.Now++;
        Assert.Equal(32, bench.Idle().Count);
    }

    [Theory]
    [InlineData("{ \"hw-address\": \"02:00:00:00:00:09\" }", "3")]
    [InlineData("{ \"client-id\": \"0102030405\" }", "3")]
    [InlineData("{ }", "1")]
    [InlineData("{ \"all\": false }", "1")]
    [InlineData("{ \"all\": true, \"subnet-id\": 1 }", "1")]
    [InlineData("{ \"hw-address\": \"xyz\" }", "1")]
    [InlineData("{ \"subnet-id\": -1 }", "1")]
    [InlineData("{ \"duid\": \"0102\" }", "1")]
    [InlineData("{ \"message\": \"renew\", \"all\": true }", "1")]
    [InlineData("{ \"subnet-id\": 7 }", "3")]
    [InlineData("{ \"ip-address\": \"192.0.2.200\" }", "3")]
    [InlineData("{ \"ip-address\": \"2001:db8::1\" }", "1")]
    public void The_command_says_what_is_wrong_with_its_arguments(string arguments, string result)
    {
        var bench = new Bench(OnCommand);
        new TestClient4(bench).Lease();
        Assert.Equal(result, Tell(bench, arguments));
    }

    [Theory]
    [InlineData("udp", 1)]
    [InlineData("raw", 0)]
    public void A_client_behind_a_router_is_told_by_a_socket_that_knows_routes(string socketType, int messages)
    {
        var bench = new Bench(Auto("192.0.2.53", $"\"interfaces-config\": {{ \"dhcp-socket-type\": \"{socketType}\" }},"));
        bench.Engine.Leases.Put(new Model.Leases.Lease4View
        {
            Fields = new() { Address = Ip4.Parse("198.51.100.10"), SubnetId = 2, Cltt = bench.Now, ValidLifetime = 3600 },
            HardwareAddress = [2, 0, 0, 0, 0, 7],
            UserContext = "{\"nestor\":{\"forcerenew-nonce\":\"01010101010101010101010101010101\"}}"u8,
        });
        Tell(bench, "{ \"subnet-id\": 2 }");
        var told = bench.Idle();
        Assert.Equal(messages, told.Count);
        Assert.All(told, t => Assert.Equal("198.51.100.10", t.Destination.ToString()));
    }
}
