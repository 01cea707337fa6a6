using System.Text;
using Nestor.Engine.Loop;
using Nestor.Engine.Reconfiguration;
using Nestor.Engine.V6;
using Nestor.Json;
using Nestor.Leases;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.Tests.Reconfiguration;

public sealed class ReconfigureTests
{
    private const string Dns = "2001:db8::53";

    private static TestClient6 Client(ReconfigureMode mode = ReconfigureMode.OnCommand, bool isRelayed = false, bool accepts = true) =>
        new(TestClient6.Settings(mode, Dns), isRelayed) { Accepts = accepts };

    private static long Tell(TestClient6 client, string arguments) => (long)ReconfigureCommandTests.Tell(client, arguments).Code;

    private static string Context(TestClient6 client) =>
        Encoding.UTF8.GetString(client.Engine.Leases.UserContext(client.Engine.Leases.Find(client.Address)));

    [Fact]
    public void A_client_that_accepts_it_gets_a_key_with_its_lease_and_a_renewal_does_not_send_it_again__RFC9915_20_4_2()
    {
        var client = Client();
        client.Lease();
        Assert.True(client.Answer.HasOption(OptionCode6.ReconfAccept));
        Assert.Equal(Enumerable.Repeat((byte)1, 16), client.Key);
        Assert.Contains("\"reconfigure-key\": \"01010101010101010101010101010101\"", Context(client));

        client.Send(MessageType6.Renew);
        Assert.True(client.Answer.HasOption(OptionCode6.ReconfAccept));
        Assert.False(client.Answer.HasOption(OptionCode6.Auth));
        Assert.Contains("\"01010101010101010101010101010101\"", Context(client));
    }

    [Theory]
    [InlineData(ReconfigureMode.Off, true)]
    [InlineData(ReconfigureMode.Auto, false)]
    public void Nobody_gets_a_key_who_does_not_accept_it_or_while_it_is_off__RFC9915_20_4_2(ReconfigureMode mode, bool accepts)
    {
        var client = Client(mode, accepts: accepts);
        client.Lease();
        Assert.Equal(MessageType6.Reply, client.Answer.Type);
        Assert.False(client.Answer.HasOption(OptionCode6.ReconfAccept));
        Assert.Null(client.Key);
        Assert.Equal("", Context(client));
        Tell(client, "{ \"all\": true }");
        Assert.Empty(client.Idle());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_client_that_is_told_believes_it_and_renews_and_is_told_no_more__RFC9915_18_3_11(bool isRelayed)
    {
        var client = Client(isRelayed: isRelayed);
        client.Lease();
        Assert.Equal(0, Tell(client, "{ \"duid\": \"00:03:00:01:02:00:00:00:00:01\" }"));
        var told = Assert.Single(client.Idle());
        Assert.True(client.Believes(told));
        Assert.False(client.Believes(told));

        client.Send(MessageType6.Renew);
        client.Now += 600;
        Assert.Empty(client.Idle());
        Assert.True(client.Engine.Reconfigurer.IsIdle);
    }

    [Theory]
    [InlineData("rebind", MessageType6.Rebind)]
    [InlineData("information-request", MessageType6.InformationRequest)]
    public void What_the_client_is_to_answer_with_may_be_said__RFC9915_21_19(string name, MessageType6 type)
    {
        var client = Client();
        client.Lease();
        Assert.Equal(0, Tell(client, $$"""{ "subnet-id": 1, "message": "{{name}}" }"""));
        Assert.True(client.Believes(Assert.Single(client.Idle()), type));
    }

    [Fact]
    public void A_client_that_does_not_come_is_told_eight_times_ever_more_rarely__RFC9915_18_3_11()
    {
        var client = Client();
        client.Lease();
        Tell(client, "{ \"all\": true }");
        long start = client.Now;
        var times = new List<long>();
        for (; client.Now < start + 1000; client.Now++)
        {
            foreach (var told in client.Idle())
            {
                Assert.True(client.Believes(told));
                times.Add(client.Now - start);
            }
        }

        Assert.Equal([0, 2, 6, 14, 30, 62, 126, 254], times);
    }

    [Fact]
    public void A_new_configuration_brings_the_client_when_its_options_differ_and_it_gets_the_new_ones__RFC9915_18_3_11()
    {
        var client = Client(ReconfigureMode.Auto);
        client.Lease();
        Assert.Equal(Dns, client.Dns);

        client.Engine.Reconfigure(TestClient6.Settings(ReconfigureMode.Auto, Dns));
        Assert.Empty(client.Idle());

        client.Engine.Reconfigure(TestClient6.Settings(ReconfigureMode.Auto, "2001:db8::54"));
        Assert.True(client.Believes(Assert.Single(client.Idle())));
        client.Send(MessageType6.Renew);
        Assert.Equal("2001:db8::54", client.Dns);
    }

    [Fact]
    public void On_command_a_new_configuration_alone_brings_nobody()
    {
        var client = Client();
        client.Lease();
        client.Engine.Reconfigure(TestClient6.Settings(ReconfigureMode.OnCommand, "2001:db8::54"));
        Assert.Empty(client.Idle());
    }

    [Fact]
    public void Key_way_and_replay_counter_outlive_a_restart__RFC9915_20_3()
    {
        var client = Client(isRelayed: true);
        client.Lease();
        Tell(client, "{ \"all\": true }");
        Assert.True(client.Believes(Assert.Single(client.Idle())));

        var leases = new LeaseTable6(1, 0);
        leases.Put(client.Engine.Leases.View(client.Engine.Leases.Find(client.Address)));
        var later = new Engine6(client.Engine.Settings, leases, EngineLoggers6.Silent, 2)
        {
            ServerDuid = client.Engine.ServerDuid,
            Keys = key => key.Fill(9),
        };
        later.Reconfigurer.Links = [new Link6(TestClient6.Eth0, 3)];
        later.Reconfigurer.Start(new ReconfigureJob());
        var batch = new Batch6();
        new EngineLoop6(later).Run(batch, client.Now + 1);
        Assert.True(client.Believes(Assert.Single(batch.Immediate.ToArray())));
    }

    [Fact]
    public void A_client_that_cannot_be_reached_is_not_told_and_holds_nothing_up()
    {
        var client = Client();
        client.Lease();
        client.Engine.Reconfigurer.Links = [];
        Tell(client, "{ \"all\": true }");
        Assert.Empty(client.Idle());
        Assert.True(client.Engine.Reconfigurer.IsIdle);
    }
}
