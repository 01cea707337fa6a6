using System.Text;
using CsCheck;
using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile.Tests;

public sealed class Csv6Tests
{
    private static readonly byte[] SomeDuid = [0, 3, 0, 1, 2, 0, 0, 0, 0, 1];

    private static string Write(in Lease6View lease, bool isDelete = false)
    {
        byte[] to = new byte[Csv6.MaxLength(in lease)];
        return Encoding.UTF8.GetString(to, 0, Csv6.Write(in lease, isDelete, to));
    }

    private static Lease6View Sample(string name = "", string context = "") => new()
    {
        Fields = new Lease6Fields
        {
            Address = Ip6.Parse("2001:db8::10"),
            PrefixLength = 128,
            Cltt = 1000,
            ValidLifetime = 4000,
            PreferredLifetime = 3000,
            SubnetId = 7,
            PoolId = 3,
            Iaid = 4294967295,
            IsFqdnForward = true,
            HardwareType = 6,
            HardwareSource = HardwareSource.Duid,
        },
        Duid = SomeDuid,
        HardwareAddress = (byte[])[0, 1, 2, 3, 4, 255],
        Hostname = Encoding.UTF8.GetBytes(name),
        UserContext = Encoding.UTF8.GetBytes(context),
    };

    private static bool TryRead(string row, out Lease6View lease, out string column) =>
        Csv6.TryRead(Encoding.ASCII.GetBytes(row), new byte[row.Length], out lease, out column);

    [Fact]
    public void A_row_of_an_address_is_written_as_Kea_writes_it()
    {
        Assert.Equal(
            "2001:db8::10,00:03:00:01:02:00:00:00:00:01,4000,5000,7,3000,0,4294967295,128,1,0,a.example,00:01:02:03:04:ff,0,{ \"a\": 1 },6,2,3\n",
            Write(Sample("a.example", "{ \"a\": 1 }")));
        Assert.Equal(
            "2001:db8::10,00:03:00:01:02:00:00:00:00:01,0,1000,7,3000,0,4294967295,128,1,0,,00:01:02:03:04:ff,0,,6,2,3\n",
            Write(Sample(), isDelete: true));
    }

    [Fact]
    public void A_row_of_a_prefix_has_its_type_and_length()
    {
        var lease = Sample();
        lease.Fields.Type = LeaseType.Pd;
        lease.Fields.PrefixLength = 56;
        lease.HardwareAddress = default;
        Assert.Equal("2001:db8::10,00:03:00:01:02:00:00:00:00:01,4000,5000,7,3000,2,4294967295,56,1,0,,,0,,,,3\n", Write(lease));
    }

    [Fact]
    public void A_declined_lease_has_the_DUID_that_stands_for_none()
    {
        var lease = Sample();
        lease.Duid = default;
        lease.Fields.State = LeaseState.Declined;
        string row = Write(lease);
        Assert.StartsWith("2001:db8::10,00:00:00,", row, StringComparison.Ordinal);
        Assert.True(TryRead(row.TrimEnd(), out var back, out string column), column);
        Assert.True(back.Duid.IsEmpty);
    }

    [Fact]
    public void Whatever_is_written_reads_back_the_same()
    {
        var numbers = Gen.Select(Gen.UInt, Gen.UInt, Gen.ULong, Gen.ULong, Gen.Long[0, 1L << 33]);
        var bytes = Gen.Select(Gen.Byte.Array[0, 255], Gen.Byte.Array[0, 500], Gen.Byte.Array[1, 20], Gen.Byte.Array[4, 130]);
        Gen.Select(numbers, bytes, Gen.Bool).Sample((n, b, isPrefix) =>
        {
            var lease = Sample();
            lease.Fields.Address = new Ip6(n.Item3, n.Item4);
            lease.Fields.ValidLifetime = n.Item1;
            lease.Fields.PreferredLifetime = n.Item2;
            lease.Fields.Cltt = n.Item5;
            lease.Fields.Type = isPrefix ? LeaseType.Pd : LeaseType.Na;
            lease.Fields.State = LeaseState.Registered;
            lease.Hostname = b.Item1;
            lease.UserContext = b.Item2;
            lease.HardwareAddress = b.Item3;
            lease.Duid = b.Item4;
            byte[] row = new byte[Csv6.MaxLength(in lease)];
            int length = Csv6.Write(in lease, false, row);
            Assert.DoesNotContain((byte)'\n', row[..(length - 1)]);
            Assert.True(Csv6.TryRead(row.AsSpan(0, length - 1), new byte[length], out var back, out string column), column);
            Assert.Equal(b.Item1, back.Hostname.ToArray());
            Assert.Equal(b.Item2, back.UserContext.ToArray());
            Assert.Equal(b.Item3, back.HardwareAddress.ToArray());
            Assert.Equal(b.Item4, back.Duid.ToArray());
            Assert.Equal(lease.Fields, back.Fields);
        });
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData(",02:00:00:00:00:01", 1, 0)]
    [InlineData(",02:00:00:00:00:01,0", 1, 0)]
    [InlineData(",02:00:00:00:00:01,0,", 1, 0)]
    [InlineData(",02:00:00:00:00:01,0,,6,8", 6, 8)]
    [InlineData(",02:00:00:00:00:01,0,,,", 1, 0)]
    [InlineData(",,0,,6,8", 0, 0)]
    [InlineData(",02:00:00:00:00:01,0,,6,8,0", 6, 8)]
    [InlineData(",02:00:00:00:00:01,0,,6,8,0,something new", 6, 8)]
    public void Rows_of_every_schema_are_read(string behind, int hardwareType, uint source)
    {
        string row = "2001:db8::10,00:03:00:01:02:00:00:00:00:01,4000,5000,7,3000,0,5,128,1,0,old" + behind;
        Assert.True(TryRead(row, out var lease, out string column), column);
        Assert.Equal((1000L, 4000u, 3000u, 5u), (lease.Fields.Cltt, lease.Fields.ValidLifetime, lease.Fields.PreferredLifetime, lease.Fields.Iaid));
        Assert.Equal((hardwareType, source), (lease.Fields.HardwareType, (uint)lease.Fields.HardwareSource));
        Assert.Equal("old"u8, lease.Hostname);
        Assert.Equal((true, false), (lease.Fields.IsFqdnForward, lease.Fields.IsFqdnReverse));
    }

    [Theory]
    [InlineData(0, "192.0.2.1", "address")]
    [InlineData(0, "2001:db8::1%eth0", "address")]
    [InlineData(1, "", "duid")]
    [InlineData(1, "zz", "duid")]
    [InlineData(1, "00:00:00", "duid")]
    [InlineData(2, "4294967296", "valid_lifetime")]
    [InlineData(3, "-1", "expire")]
    [InlineData(4, "", "subnet_id")]
    [InlineData(5, "x", "pref_lifetime")]
    [InlineData(6, "1", "lease_type")]
    [InlineData(6, "3", "lease_type")]
    [InlineData(7, "4294967296", "iaid")]
    [InlineData(8, "129", "prefix_len")]
    [InlineData(9, "2", "fqdn_fwd")]
    [InlineData(10, "", "fqdn_rev")]
    [InlineData(12, "02:0", "hwaddr")]
    [InlineData(13, "5", "state")]
    [InlineData(15, "65536", "hwtype")]
    [InlineData(16, "x", "hwaddr_source")]
    [InlineData(17, "", "pool_id")]
    public void A_bad_row_names_its_column(int place, string value, string column)
    {
        string[] row = "2001:db8::10,00:03:00:01:02:00:00:00:00:01,4000,5000,7,3000,0,5,128,1,0,,,0,,,,0".Split(',');
        Assert.True(TryRead(string.Join(',', row), out _, out _));
        row[place] = value;
        Assert.False(TryRead(string.Join(',', row), out _, out string found));
        Assert.Equal(column, found);
    }

    [Fact]
    public void No_bytes_make_the_reader_throw()
    {
        Gen.Byte.Array[0, 200].Sample(row =>
        {
            Csv6.TryRead(row, new byte[row.Length], out _, out string column);
            Assert.NotEmpty(column);
        });
    }
}
