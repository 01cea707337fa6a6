using System.Text;
using CsCheck;
using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile.Tests;

public sealed class Csv4Tests
{
    private static string Write(in Lease4View lease, bool isDelete = false)
    {
        byte[] to = new byte[Csv4.MaxLength(in lease)];
        return Encoding.UTF8.GetString(to, 0, Csv4.Write(in lease, isDelete, to));
    }

    private static Lease4View Sample(string name = "", string context = "") => new()
    {
        Fields = new Lease4Fields
        {
            Address = Ip4.Parse("192.0.2.10"),
            Cltt = 1000,
            ValidLifetime = 3600,
            SubnetId = 7,
            PoolId = 3,
            IsFqdnForward = true,
            State = LeaseState.Default,
        },
        HardwareAddress = (byte[])[0, 1, 2, 3, 4, 255],
        ClientId = (byte[])[1, 0xAB],
        Hostname = Encoding.UTF8.GetBytes(name),
        UserContext = Encoding.UTF8.GetBytes(context),
    };

    [Fact]
    public void A_row_is_written_as_Kea_writes_it()
    {
        Assert.Equal(
            "192.0.2.10,00:01:02:03:04:ff,01:ab,3600,4600,7,1,0,a.example,0,{ \"a\": 1 },3\n",
            Write(Sample("a.example", "{ \"a\": 1 }")));
        Assert.Equal("192.0.2.10,00:01:02:03:04:ff,01:ab,0,1000,7,1,0,,0,,3\n", Write(Sample(), isDelete: true));
    }

    [Fact]
    public void Separators_control_characters_and_everything_beyond_ASCII_are_escaped()
    {
        Assert.Contains(",a&#x2cb&#x26c&#x0ad&#xc3&#xa9,0,", Write(Sample("a,b&c\nd\u00e9")));
    }

    [Fact]
    public void Whatever_is_written_reads_back_the_same()
    {
        Gen.Select(Gen.Byte.Array[0, 255], Gen.Byte.Array[0, 500], Gen.Byte.Array[0, 20], Gen.UInt, Gen.Long[0, 1L << 33]).Sample(
            (name, context, hardware, lifetime, cltt) =>
            {
                var lease = Sample();
                lease.Hostname = name;
                lease.UserContext = context;
                lease.HardwareAddress = hardware;
                lease.Fields.ValidLifetime = lifetime;
                lease.Fields.Cltt = cltt;
                byte[] row = new byte[Csv4.MaxLength(in lease)];
                int length = Csv4.Write(in lease, false, row);
                Assert.Equal('\n', (char)row[length - 1]);
                Assert.DoesNotContain((byte)'\n', row[..(length - 1)]);
                Assert.True(Csv4.TryRead(row.AsSpan(0, length - 1), new byte[4096], out var back, out string column), column);
                Assert.Equal(name, back.Hostname.ToArray());
                Assert.Equal(context, back.UserContext.ToArray());
                Assert.Equal(hardware, back.HardwareAddress.ToArray());
                Assert.Equal(lease.Fields, back.Fields);
            });
    }

    [Theory]
    [InlineData("192.0.2.10,02:00:00:00:00:01,,3600,4600,1,0,0,old")]
    [InlineData("192.0.2.10,02:00:00:00:00:01,,3600,4600,1,0,0,old,0")]
    [InlineData("192.0.2.10,02:00:00:00:00:01,,3600,4600,1,0,0,old,0,")]
    [InlineData("192.0.2.10,02:00:00:00:00:01,,3600,4600,1,0,0,old,0,,0")]
    [InlineData("192.0.2.10,02:00:00:00:00:01,,3600,4600,1,0,0,old,0,,0,something new")]
    public void Rows_of_older_and_newer_schemas_are_read(string row)
    {
        Assert.True(Csv4.TryRead(Encoding.ASCII.GetBytes(row), new byte[1000], out var lease, out string column), column);
        Assert.Equal((1000L, 3600u), (lease.Fields.Cltt, lease.Fields.ValidLifetime));
        Assert.Equal("old"u8, lease.Hostname);
    }

    [Theory]
    [InlineData("192.0.2.300,02:00:00:00:00:01,,3600,4600,1,0,0,,0,,0", "address")]
    [InlineData("192.0.2.10,02:0,,3600,4600,1,0,0,,0,,0", "hwaddr")]
    [InlineData("192.0.2.10,02:00:00:00:00:01,zz,3600,4600,1,0,0,,0,,0", "client_id")]
    [InlineData("192.0.2.10,02:00:00:00:00:01,,4294967296,4600,1,0,0,,0,,0", "valid_lifetime")]
    [InlineData("192.0.2.10,02:00:00:00:00:01,,3600,-1,1,0,0,,0,,0", "expire")]
    [InlineData("192.0.2.10,02:00:00:00:00:01,,3600,4600,,0,0,,0,,0", "subnet_id")]
    [InlineData("192.0.2.10,02:00:00:00:00:01,,3600,4600,1,2,0,,0,,0", "fqdn_fwd")]
    [InlineData("192.0.2.10,02:00:00:00:00:01,,3600,4600,1,0,0,,9,,0", "state")]
    [InlineData("192.0.2.10,,,3600,4600,1,0,0,,0,,0", "hwaddr and client_id")]
    public void A_bad_row_names_its_column(string row, string column)
    {
        Assert.False(Csv4.TryRead(Encoding.ASCII.GetBytes(row), new byte[1000], out _, out string found));
        Assert.Equal(column, found);
    }

    [Fact]
    public void No_bytes_make_the_reader_throw()
    {
        Gen.Byte.Array[0, 200].Sample(row =>
        {
            Csv4.TryRead(row, new byte[1000], out _, out string column);
            Assert.NotEmpty(column);
        });
    }
}
